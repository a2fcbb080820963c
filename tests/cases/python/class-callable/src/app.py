class Greeter:
    def __init__(self, word):
        self.word = word

    def __call__(self, name):
        self.say(name)

    def say(self, name):
        print(self.word, name)


def apply(function):
    function("b")


def main():
    greet = Greeter("hello")
    greet("a")
    apply(greet)


main()
