class Room:
    def __init__(self):
        self.members = []


class Hall(Room):
    pass


class Empty:
    pass


class Opener:
    def __call__(self):
        print("open")


def function():
    print("function")


def class_or_function(wanted):
    chosen = Room if wanted else function
    chosen()


def class_or_without(wanted):
    chosen = Room if wanted else Empty
    chosen()


def same_constructor(wanted):
    chosen = Room if wanted else Hall
    chosen()


def object_or_function(opener: Opener, wanted):
    chosen = opener if wanted else function
    chosen()


def only_object(opener: Opener):
    opener()
