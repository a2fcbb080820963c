"""https://docs.python.org/3/tutorial/classes.html#inheritance"""


class Room:
    def open(self):
        self.knock()

    def knock(self):
        pass


class Room00(Room):
    pass


class Room01(Room):
    pass


class Room02(Room):
    pass


class Room03(Room):
    pass


class Room04(Room):
    pass


class Room05(Room):
    pass


class Room06(Room):
    pass


class Room07(Room):
    pass


class Room08(Room):
    pass


class Room09(Room):
    pass


class Room10(Room):
    pass


class Room11(Room):
    pass


class Room12(Room):
    pass


class Room13(Room):
    pass


class Room14(Room):
    pass


class Room15(Room):
    pass


class Room16(Room):
    pass


class Room17(Room):
    pass


class Room18(Room):
    pass


class Room19(Room):
    pass


class Room20(Room):
    pass


class Room21(Room):
    pass


class Room22(Room):
    pass


class Room23(Room):
    pass


class Room24(Room):
    pass


class Room25(Room):
    pass


class Room26(Room):
    pass


class Room27(Room):
    pass


class Room28(Room):
    pass


class Room29(Room):
    pass


class Room30(Room):
    pass


class Room31(Room):
    pass


class Room32(Room):
    pass


class Room33(Room):
    pass


class Room34(Room):
    pass


class Room35(Room):
    pass


class Room36(Room):
    pass


class Room37(Room):
    pass


class Room38(Room):
    pass


class Room39(Room):
    pass


class Room40(Room):
    pass


class Room41(Room):
    pass


class Last(Room):
    def knock(self):
        pass


def main(room: Room):
    room.open()
