def kept(name):
    def read(room):
        return room.get(name)

    def write(room, value):
        room.put(name, value)

    return property(read, write)


def counted():
    return property(lambda room: room.count())


class Room:
    door: str = kept("door")
    size: int = counted()

    def get(self, name):
        return name

    def put(self, name, value):
        print(name, value)

    def count(self):
        return 1


class Hall:
    size = counted()

    def count(self):
        return 2


def use():
    room = Room()
    room.door = 1
    return room.door


use()
