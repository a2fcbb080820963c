def make(callback):
    def run():
        callback()

    return run


def greet():
    print("hello")


def main():
    run = make(greet)
    run()
    make(greet)()


main()
