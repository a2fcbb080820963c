def dump():
    print("dump")


def encode():
    print("encode")
