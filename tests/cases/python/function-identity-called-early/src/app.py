class Room:
    def open(self):
        print("open")


def main():
    same(Room()).open()


def same(thing):
    return thing
