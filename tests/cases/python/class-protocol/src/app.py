from typing import Protocol


class Sender(Protocol):
    def send(self, text): ...

    def close(self): ...


class Mail:
    def send(self, text):
        print("mail")

    def close(self):
        print("close")


class Pigeon:
    def send(self, text):
        print("pigeon")

    def close(self):
        print("fly")


class Printer:
    def send(self, text):
        print("printer")


def notify(sender: Sender):
    sender.send("hello")
