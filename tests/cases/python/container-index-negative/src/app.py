def join():
    print("join")


def leave():
    print("leave")


def ping():
    print("ping")


def by_list():
    steps = [join, leave, ping]
    steps[-1]()


def by_tuple():
    (join, leave)[-2]()
