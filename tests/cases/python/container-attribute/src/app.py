class Room:
    def open(self):
        print("open")

    def close(self):
        print("close")


class Hotel:
    def __init__(self):
        self.rooms = {}
        self.queue = []

    def book(self, name):
        self.rooms[name] = Room()
        self.queue.append(self.rooms[name])

    def use(self, name):
        self.rooms[name].open()

    def leave(self, name):
        room = self.rooms.get(name)
        if room:
            room.close()

    def drain(self):
        while self.queue:
            self.queue.pop(0).close()
