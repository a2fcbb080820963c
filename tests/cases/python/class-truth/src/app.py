class Door:
    def __bool__(self):
        return False

    def __len__(self):
        return 1


def by_if(door: Door):
    if door:
        print("open")


def by_while(door: Door):
    while door:
        print("open")


def by_and(door: Door):
    door and print("open")


def by_or(door: Door):
    door or print("closed")


def by_choice(door: Door):
    return 1 if door else 2


def by_assert(door: Door):
    assert door


def by_condition(doors: list[Door]):
    return [1 for door in doors if door]
