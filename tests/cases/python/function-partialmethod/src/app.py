from functools import partialmethod


class Door:
    def move(self, state):
        self.log()

    def log(self):
        print("log")

    open = partialmethod(move, True)


def main():
    Door().open()


main()
