class Room:
    def open(self):
        print("open")


def consumer():
    while True:
        room = yield
        room.open()


def main():
    sink = consumer()
    next(sink)
    sink.send(Room())


main()
