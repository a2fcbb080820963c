def encode():
    print("encode")


def decode():
    print("decode")
