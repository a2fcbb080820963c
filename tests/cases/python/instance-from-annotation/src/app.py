import pickle
from typing import Optional


class Store:
    def write(self):
        print("write")


class Clock:
    def now(self):
        print("now")


class Service:
    clock: Clock

    def tick(self):
        self.clock.now()


def by_parameter(store: Store):
    store.write()


def by_optional(store: Optional[Store] = None):
    if store is not None:
        store.write()


def by_union(store: "Store | None"):
    if store:
        store.write()


def load(data) -> Store:
    return pickle.loads(data)


def by_result(data):
    load(data).write()


def by_variable(data):
    store: Store = pickle.loads(data)
    store.write()
