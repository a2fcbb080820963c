def send(parts):
    return b"".join(parts).upper()


def head(line):
    return (b"GET " b"/").split(b" ")[0].hex()


def text(parts):
    return "".join(parts)


def raw(parts):
    return rb"\r\n".join(parts)
