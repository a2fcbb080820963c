import importlib


class Room:
    def open(self):
        pass


class Door:
    def open(self):
        pass


class Key:
    def open(self):
        pass


def load(what):
    if not isinstance(what, str):
        return what
    module, _, name = what.partition(":")
    return getattr(importlib.import_module(module), name)


def only_room(thing):
    if isinstance(thing, Room):
        return thing
    return None


def neither(thing):
    if isinstance(thing, Room):
        return None
    if isinstance(thing, Door):
        return None
    return thing


def by_name():
    load("app:Room")().open()


def by_itself():
    load(Door)().open()


def tested(other):
    only_room(Room() if other else Door()).open()


def tested_twice(kind):
    thing = Key()
    if kind == 1:
        thing = Room()
    if kind == 2:
        thing = Door()
    neither(thing).open()


def by_keyword():
    neither(thing=Key()).open()


tested(1)
tested_twice(2)
