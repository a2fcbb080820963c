def ring():
    print("ring")


def knock():
    print("knock")


def wave():
    print("wave")


class Room:
    def enter(self):
        print("enter")


class Options:
    def __init__(self, **options):
        self.__dict__.update(options)


class DoorOptions(Options):
    def use(self):
        self.signal()


class Settings:
    limit = 3

    def __init__(self, name, **values):
        self.name = name
        for key, value in values.items():
            setattr(self, key, value)


class Record:
    def update(self, **fields):
        for field in fields:
            setattr(self, field, fields[field])


class Other:
    def __init__(self, **options):
        self.options = options

    def __getattr__(self, name):
        return wave


def open_door():
    DoorOptions(signal=ring, other=knock).use()


def visit():
    settings = Settings("home", room=Room(), greet=wave)
    settings.room.enter()
    settings.greet()


def record():
    it = Record()
    it.update(greet=knock)
    it.greet()


def look():
    Other(greet=ring).greet()


open_door()
visit()
record()
look()
