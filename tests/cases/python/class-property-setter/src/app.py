class Room:
    @property
    def title(self):
        return self.raw()

    @title.setter
    def title(self, text):
        self.clean(text)

    def raw(self):
        return "lobby"

    def clean(self, text):
        print(text)


def main():
    room = Room()
    room.title = "a"
    print(room.title)
