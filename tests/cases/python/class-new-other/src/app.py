class Worker:
    def run(self):
        print("run")


class Facade:
    def __new__(cls):
        return Worker()

    def __init__(self):
        print("never")


def main():
    Facade().run()


main()
