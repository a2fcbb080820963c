def pack():
    return encode()


def encode():
    return b""
