class Room:
    def close(self):
        print("room")


class Door:
    def close(self):
        print("door")


def narrowed(thing: Room | Door):
    if isinstance(thing, Room):
        thing.close()


def excluded(thing: Room | Door):
    if isinstance(thing, Room):
        return
    thing.close()
