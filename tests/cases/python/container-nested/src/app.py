def join():
    print("join")


def leave():
    print("leave")


def get():
    print("get")

ROUTES = {"ws": {"join": join, "leave": leave}, "http": {"get": get}}


def exact():
    ROUTES["ws"]["join"]()


def group():
    for handler in ROUTES["ws"].values():
        handler()


def deep():
    config = [{"handlers": (join, leave)}]
    config[0]["handlers"][1]()
