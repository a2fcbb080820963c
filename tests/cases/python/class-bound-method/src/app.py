class Bell:
    def ring(self):
        self.sound()

    def sound(self):
        print("ding")


class Door:
    def __init__(self, on_push):
        self.on_push = on_push

    def push(self):
        self.on_push()


def main():
    bell = Bell()
    ring = bell.ring
    ring()
    Door(bell.ring).push()


main()
