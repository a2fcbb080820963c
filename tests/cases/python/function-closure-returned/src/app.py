class Store:
    def read(self):
        print("read")

    def write(self):
        print("write")


def make(store):
    def load():
        store.read()

    def save():
        store.write()

    return load, save


class Service:
    def __init__(self):
        self.load, self.save = make(Store())

    def run(self):
        self.load()

    def stop(self):
        self.save()


def main():
    service = Service()
    service.run()
    service.stop()
