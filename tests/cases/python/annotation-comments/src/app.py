from typing import Dict, Optional


class Door:
    def open(self):
        print("open")


class Room:
    def __init__(self, found):
        self.door = found  # type: Door
        self.exit = None  # type: Optional[Door]

    def enter(self):
        self.door.open()

    def leave(self):
        if self.exit:
            self.exit.open()

    def find(self, name, *others):
        # type: (str, *Door) -> Door
        """Finds a door."""
        others[0].open()
        return search(name)


def search(name):
    # type: (str) -> Dict[str, Door]  # as of today
    return load(name)


def use(room,  # type: Room
        count=1,  # type: int
        ):
    # type: (...) -> None
    room.enter()


def ignored():
    door = load("door")  # type: ignore
    door.open()


def pick():
    search("hall")["front"].open()


def wrong(
    door,
):
    # type: (Door, Room) -> ]
    door.open()
