class Room:
    @property
    def title(self):
        return "room"

    @title.setter
    def title(self, title):
        self.changed()

    def changed(self):
        print("changed")

    def __setitem__(self, key, value):
        print("set")

    def __delitem__(self, key):
        print("deleted")

    def rename(self):
        self.title = "other"


def made_here():
    room = Room()
    room.title = "new"
    room[1] = 2
    del room[1]


def given(room):
    room.title = "new"


def give(wanted, other):
    given(Room() if wanted else other())
