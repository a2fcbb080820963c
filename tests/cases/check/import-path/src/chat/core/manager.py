class Manager:
    pass


class Plain:
    pass


def get_manager():
    return Manager()


def helper():
    return 1
