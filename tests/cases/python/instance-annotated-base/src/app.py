from abc import ABC, abstractmethod


class Transport(ABC):
    @abstractmethod
    def send(self):
        ...

    def close(self):
        print("close")


class Tcp(Transport):
    def send(self):
        print("tcp")


class Udp(Transport):
    def send(self):
        print("udp")


class Tls(Tcp):
    pass


def push(transport: Transport):
    transport.send()
    transport.close()
