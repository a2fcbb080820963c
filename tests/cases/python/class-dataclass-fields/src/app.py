from dataclasses import dataclass, field
from typing import Optional


class Store:
    def write(self):
        print("write")


class Log:
    def write(self):
        print("log")


@dataclass
class Service:
    store: Store = field(default_factory=Store)
    log: Optional[Log] = None

    def work(self):
        self.store.write()
        self.log.write()


def main():
    Service().work()
