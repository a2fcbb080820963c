from typing import Union


class Room:
    def close(self):
        print("room")


class Door:
    def close(self):
        print("door")


def by_bar(thing: Room | Door):
    thing.close()


def by_union(thing: Union[Room, Door, None]):
    if thing is not None:
        thing.close()
