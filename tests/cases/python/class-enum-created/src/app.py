from enum import Enum, auto


def paint():
    print("paint")


def wash():
    print("wash")


class Work(Enum):
    PAINT = "paint", paint
    WASH = "wash", wash

    def __init__(self, label, run):
        self.label = self.tidy(label)
        self.run = run

    def tidy(self, label):
        return label.strip()

    def start(self):
        self.run()


class Code(str, Enum):
    OK = ("200", paint)

    def __new__(cls, value, run):
        code = str.__new__(cls, value)
        code._value_ = value
        code.run = run
        return code


class Name(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    FIRST = auto()
    SECOND = auto()


def work():
    Work.PAINT.start()


def answer():
    Code.OK.run()


work()
answer()
