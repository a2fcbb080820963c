def tracked(base):
    class Tracked(base):
        def close(self):
            print("tracked")

    return Tracked


@tracked
class Room:
    def run(self):
        self.open()
        self.close()

    def open(self):
        print("room")

    def close(self):
        print("room")


@tracked
class Hall:
    def run(self):
        self.close()

    def close(self):
        print("hall")


class Lobby(Room):
    def open(self):
        print("lobby")


class Plain:
    def run(self):
        self.close()

    def close(self):
        print("plain")
