def join():
    print("join")


def leave():
    print("leave")

HANDLERS = {"join": join}


def by_items():
    for name, handler in HANDLERS.items():
        handler()


def by_values():
    for handler in HANDLERS.values():
        handler()


def by_keys():
    for name in HANDLERS:
        HANDLERS[name]()


def listed():
    for name, handler in list({"a": join, "b": leave}.items()):
        handler()


def pairs():
    for name, handler in [("a", join), ("b", leave)]:
        handler()
