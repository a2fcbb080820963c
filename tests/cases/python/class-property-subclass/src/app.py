import functools


class Remembered(property):
    def __init__(self, fget, name=None):
        super().__init__(fget)
        self.slot = name or fget.__name__

    def __set_name__(self, owner, name):
        self.slot = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        if self.slot not in obj.__dict__:
            obj.__dict__[self.slot] = self.fget(obj)
        return obj.__dict__[self.slot]

    def __set__(self, obj, value):
        obj.__dict__[self.slot] = value

    def describe(self):
        return self.slot


class Plain(property):
    pass


class Later(functools.cached_property):
    pass


class Room:
    def open(self):
        print("open")


class Door:
    def close(self):
        print("close")


class House:
    @Remembered
    def room(self):
        return Room()

    @Remembered
    def door(self):
        return Door()

    @Remembered
    def unread(self):
        return self.door

    @Plain
    def plain(self):
        return Room()

    @plain.setter
    def plain(self, room):
        room.open()

    @Later
    def later(self):
        return Room()

    def get_made(self):
        return Door()

    made = Plain(get_made)


def remembered(house: House):
    house.room.open()


def another(house: House):
    house.door.close()


def plain(house: House):
    house.plain.open()


def assigned(house: House):
    house.plain = Room()


def later(house: House):
    house.later.open()


def made(house: House):
    house.made.close()


def of_class():
    House.room.describe()


def forgotten(house: House):
    house.room = Room()
