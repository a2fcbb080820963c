class Bell:
    def ring(self):
        print("ring")


def strike(bell):
    bell.ring()


class Tower:
    toll = strike

    def __init__(self, action):
        self.action = action

    def ring(self):
        print("tower")

    def noon(self):
        self.toll()
        self.action(Bell())


def play(bell):
    bell.ring()


def main():
    Tower(play).noon()


main()
