def extended(base):
    class Extended(base):
        def open(self):
            super().open()
            self.more()

        def more(self):
            print("more")

    return Extended


@extended
class Room:
    def open(self):
        print("open")


def with_method(cls):
    def close(self):
        print("close")

    cls.close = close
    return cls


@with_method
class Hall:
    def open(self):
        self.close()


class Lobby(Room):
    def enter(self):
        self.more()


def main():
    Room().open()
    Hall().open()
    Hall().close()
