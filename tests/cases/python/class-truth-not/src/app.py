class Door:
    def __bool__(self):
        return False

    def __len__(self):
        return 1


class Queue:
    def __len__(self):
        return 0


def by_not(door: Door):
    return not door


def by_bool(door: Door):
    return bool(door)


def by_len(queue: Queue):
    return len(queue)


def without(queue: Queue):
    return not queue


def by_none(door: Door):
    return door is None
