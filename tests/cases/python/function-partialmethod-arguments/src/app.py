from functools import partialmethod


def ring():
    print("ring")


def knock():
    print("knock")


class Door:
    def announce(self, first, second):
        first()
        second()

    by_ring = partialmethod(announce, ring)


Door().by_ring(knock)
