class Store:
    def write(self):
        print("write")


class Cache:
    def clear(self):
        print("clear")


class Clock:
    def now(self):
        print("now")


class Service:
    clock = Clock

    def __init__(self):
        self.store = Store()
        self.cache = None

    def attach(self):
        self.cache = Cache()

    def work(self):
        self.store.write()
        self.cache.clear()

    def tick(self):
        self.clock().now()


def main():
    service = Service()
    service.attach()
    service.work()
    service.tick()
    service.store.write()


main()
