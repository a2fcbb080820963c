import outside


class Door:
    def open(self):
        pass


class Gate(Door):
    def open(self):
        pass


class Hatch(Door):
    def open(self):
        pass


def enter(door: Door):
    door.open()


def leave(door: Door):
    door.open()


def main():
    enter(Gate())
    enter(outside.door())
    leave(Gate())
