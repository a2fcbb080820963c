class Plain:
    def __get__(self, instance, owner):
        return open_room


class Taking:
    def __get__(self, instance, owner):
        return open_room

    def __set__(self, instance, value):
        print(value)


def open_room():
    print("open")


def close_room():
    print("closed")


class Room:
    plain = Plain()
    taking = Taking()
    perhaps = Plain()

    def __init__(self, closing):
        self.plain = close_room
        self.taking = close_room
        if closing:
            self.perhaps = close_room
        self.run = self.logged(self.run)

    def logged(self, function):
        def log():
            function()

        return log

    def run(self):
        self.plain()


class Own(Room):
    def __init__(self, closing):
        print(closing)


def hidden(room: Room):
    room.plain()


def taken(room: Room):
    room.taking()


def either(room: Room):
    room.perhaps()


def replaced():
    Room(True).run()


def not_constructed():
    Own(True).run()
