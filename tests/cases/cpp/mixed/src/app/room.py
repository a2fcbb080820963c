class Room:
    def open(self):
        return helper()


def helper():
    return 1


def make_room():
    return Room()


def main():
    make_room().open()
