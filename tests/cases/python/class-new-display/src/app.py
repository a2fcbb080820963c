class Sender:
    def send(self):
        pass


class Receiver:
    def receive(self):
        pass


class channel(tuple):
    def __new__(cls, size):
        return Sender(), Receiver()

    def __init__(self, size):
        pass


def main():
    sender, receiver = channel(1)
    sender.send()
    receiver.receive()
