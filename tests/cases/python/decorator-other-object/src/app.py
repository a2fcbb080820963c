class Command:
    def __init__(self, function):
        self.function = function

    def invoke(self):
        self.function()


def command(function):
    return Command(function)


def forget(function):
    return None


@command
def build():
    print("build")


@forget
def clean():
    print("clean")


def main():
    build.invoke()


main()
