from contextlib import closing, nullcontext


class Connection:
    def send(self):
        print("send")

    def close(self):
        print("close")


def closed():
    with closing(Connection()) as connection:
        connection.send()


def null():
    with nullcontext(Connection()) as connection:
        connection.send()
