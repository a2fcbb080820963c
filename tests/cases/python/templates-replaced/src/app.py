from abc import ABC, abstractmethod


class Store(ABC):
    @abstractmethod
    def get(self): ...

    def put(self):
        raise NotImplementedError

    def close(self):
        pass


class Memory(Store):
    def get(self):
        print("memory")

    def put(self):
        print("memory")

    def close(self):
        print("memory")


class Disk(Store):
    def get(self):
        super().get()

    def put(self):
        print("disk")


class Alone(ABC):
    @abstractmethod
    def run(self): ...


def use(store: Store):
    store.get()
    store.put()
    store.close()


def start(alone: Alone):
    alone.run()
