import types


class Room:
    def open(self):
        print("open")


def close(self):
    self.open()


def main():
    room = Room()
    room.close = types.MethodType(close, room)
    room.close()
    close.__call__(room)
