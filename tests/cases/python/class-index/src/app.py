class Place:
    def __index__(self):
        return 1


def written():
    return hex(Place()).upper()


def character():
    return chr(Place())


def counted():
    return bin(3).count("1")
