class Refused(Exception):
    def __init__(self, code=1008):
        self.code = code


def first():
    raise Refused


def second():
    error = Refused(1011)
    raise error
