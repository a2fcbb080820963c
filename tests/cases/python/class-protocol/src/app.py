from typing import Protocol


class Sender(Protocol):
    name: str

    def send(self, text): ...

    def close(self): ...


class Mail:
    name = "mail"

    def send(self, text):
        print("mail")

    def close(self):
        print("close")


class Pigeon:
    def __init__(self):
        self.name = "pigeon"

    def send(self, text):
        print("pigeon")

    def close(self):
        print("fly")


class Printer:
    def send(self, text):
        print("printer")


class Fax:
    name = "fax"

    def send(self, text, number):
        print("fax")

    def close(self):
        print("hang up")


class Radio:
    name: str

    def send(self, text, channel=1):
        print("radio")

    def close(self, *reasons):
        print("over")


class Letter:
    name = "letter"

    def send(self, address):
        print("letter")

    def close(self):
        print("seal")


class Drum:
    def send(self, text):
        print("drum")

    def close(self):
        print("stop")


class Siren:
    name = "siren"

    def send(self):
        print("siren")

    def close(self):
        print("silence")


def notify(sender: Sender):
    sender.send("hello")
