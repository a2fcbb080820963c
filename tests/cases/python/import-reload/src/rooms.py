def fill():
    print("full")


def empty():
    print("empty")
