from dataclasses import dataclass


def join():
    return Room()


def leave():
    return Door()


class Room:
    def enter(self):
        print("enter")


class Door:
    def shut(self):
        print("shut")


class Button:
    def __init__(self, press, label=""):
        self.press = press
        self.label = label

    def get(self):
        return self.press

    @property
    def pressed(self):
        return self.press

    def run(self):
        self.press()


@dataclass
class Key:
    turn: object
    back: object = leave


def by_attribute():
    first = Button(join)
    second = Button(press=leave)
    first.press().enter()
    second.press().shut()


def by_method():
    Button(join).get()().enter()
    Button(leave).pressed().shut()


def by_field():
    Key(join).turn().enter()
    Key(join).back().shut()


def by_self():
    Button(join).run()


def unsure(arguments):
    Button(*arguments).press()
