class Code:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number


class Codes:
    OK = Code(200)


def fine():
    print("fine")


def other():
    print("other")


def answer(code):
    match code:
        case Codes.OK:
            fine()
        case _:
            other()


answer(Code(200))
