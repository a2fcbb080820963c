class Room:
    def open(self):
        pass


class Hall:
    def open(self):
        pass


def of_class(place, Room=Room):
    if isinstance(place, Room):
        place.open()


def of_tuple(place, Room=Room, isinstance=isinstance):
    if isinstance(place, (Room, str)):
        return
    place.open()


def of_class_passed(place, kind=Room):
    if isinstance(place, kind):
        place.open()


def by_call(thing, callable=callable):
    if callable(thing):
        thing.open()


def main(flag):
    place = Room() if flag else Hall()
    of_class(place)
    of_tuple(place)
    of_class_passed(place)
    of_class_passed(place, Hall)
    by_call(place)


main(True)
