from abc import ABC
from typing import NamedTuple, Protocol


class Task(ABC):
    def run(self):
        print("run")


class Place(NamedTuple):
    seat: int


class Sender(Protocol):
    def send(self): ...


class Mail(Sender):
    def send(self):
        print("mail")


def main():
    Task().run()
    Place(1)
    Mail().send()
