class Counted:
    def __init__(self, function):
        self.function = function
        self.count = 0

    def __call__(self):
        self.count += 1
        self.function()


@Counted
def beat():
    print("beat")


def main():
    beat()


main()
