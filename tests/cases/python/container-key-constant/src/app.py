def join():
    print("join")


def leave():
    print("leave")

LEAVE = "leave"
HANDLERS = {"join": join, LEAVE: leave}


def by_constant():
    HANDLERS[LEAVE]()


def by_literal():
    HANDLERS["leave"]()
