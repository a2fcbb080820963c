def join():
    print("join")


def leave():
    print("leave")


def ping():
    print("ping")

HANDLERS = {"join": join, "leave": leave}


def by_key():
    HANDLERS["join"]()


def by_local():
    key = "join"
    HANDLERS.get(key)()


def by_index():
    steps = [join, leave, ping]
    steps[2]()


def by_tuple():
    (join, leave)[1]()
