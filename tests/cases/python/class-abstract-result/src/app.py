from abc import ABC, abstractmethod

from library import connect


class Stream(ABC):
    @abstractmethod
    def send(self):
        pass


class Pipe(Stream):
    def send(self):
        print("pipe")


class Socket(Stream):
    def send(self):
        print("socket")


class Process(ABC):
    @abstractmethod
    def stdin(self) -> Stream:
        pass

    @property
    @abstractmethod
    def stdout(self) -> Stream:
        pass

    @abstractmethod
    def stderr(self) -> Stream:
        pass

    @abstractmethod
    def control(self) -> Stream:
        pass


class Plain(Process):
    def stdin(self):
        return Pipe()

    @property
    def stdout(self):
        return Pipe()

    def stderr(self):
        return connect()


class Inner(Plain):
    def stderr(self):
        return Pipe()


def by_method(process: Process):
    process.stdin().send()


def by_property(process: Process):
    process.stdout.send()


def not_known_of_all(process: Process):
    process.stderr().send()


def not_replaced(process: Process):
    process.control().send()
