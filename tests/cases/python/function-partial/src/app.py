from functools import partial


def send(room, text):
    print(room, text)


def drop(room):
    print(room)


def main():
    to_lobby = partial(send, "lobby")
    later = partial(drop, "lobby")
    to_lobby("hello")


main()
