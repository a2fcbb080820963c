from enum import Enum


class Kind(Enum):
    JOIN = 1
    LEAVE = 2


def allowed(kind):
    return kind


def fallback():
    print("fallback")


def main(kind):
    match kind:
        case Kind.JOIN | Kind.LEAVE:
            print("known")
        case found if allowed(found):
            print("allowed")
        case _:
            fallback()
