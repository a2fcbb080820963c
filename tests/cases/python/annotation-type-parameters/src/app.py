from outside import load


class Room:
    def open(self):
        print("open")


class Box[T]:
    def get(self) -> T:
        return load()


def bound[T: Room](room: T) -> T:
    room.open()
    return room


def by_box(box: Box[Room]):
    box.get().open()


def first[T](items: list[T]) -> T:
    return load(items)


def by_argument(rooms: list[Room]):
    first(rooms).open()
