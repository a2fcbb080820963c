def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def four():
    print("four")


def apply(function):
    function()


def make():
    return lambda: three()


class Door:
    ring = lambda self: self.sound()

    def sound(self):
        four()


def main():
    (lambda step: step())(one)
    apply(lambda: two())
    make()()
    Door().ring()


main()
