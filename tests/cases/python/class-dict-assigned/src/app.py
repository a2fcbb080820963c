class Engine:
    def start(self):
        print("start")


class Options:
    def __init__(self):
        self.__dict__["engine"] = Engine()

    def __getattr__(self, name):
        print(name)
        return Engine()

    def __setattr__(self, name, value):
        print(name, value)

    def run(self):
        self.engine.start()

    def missing(self):
        self.other.start()


def main():
    options = Options()
    options.run()
    options.missing()


main()
