import weakref


class Room:
    pass


def forget(reference):
    print("gone")


def finish():
    print("finished")


def watch(room: Room):
    return weakref.ref(room, forget)


def finalise(room: Room):
    weakref.finalize(room, finish)


def mention(room: Room):
    return weakref.ref(room), forget
