def join():
    print("join")


def leave():
    print("leave")


def knock():
    print("knock")


class Button:
    def __init__(self, press=None):
        self.press = press

    def knocks(self):
        self.other = knock


class Door:
    pass


def replaced():
    first = Button()
    first.press = join
    second = Button()
    second.press = leave
    first.press()
    second.press()


def added():
    first = Door()
    first.shut = join
    second = Door()
    second.shut = leave
    first.shut()
    second.shut()


def by_method():
    button = Button()
    button.other = join
    button.knocks()
    button.other()
