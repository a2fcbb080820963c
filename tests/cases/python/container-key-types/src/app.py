def number():
    print("number")


def text():
    print("text")


def by_number():
    table = {1: number, "1": text}
    table[1]()


def by_text():
    table = {1: number, "1": text}
    table["1"]()
