class Room:
    def open(self):
        print("open")

    def close(self):
        print("close")


class Join:
    __match_args__ = ("room",)

    def __init__(self):
        self.room = Room()

    def enter(self):
        print("enter")


class Leave:
    def wave(self):
        print("wave")


def handle(event):
    match event:
        case Join():
            event.enter()
        case Leave() as leave:
            leave.wave()


def take(event):
    match event:
        case Join(room=room):
            room.open()


def take_first(event):
    match event:
        case Join(room):
            room.close()
