def join():
    print("join")


def leave():
    print("leave")


def other():
    print("other")


def exhaustive(kind):
    match kind:
        case "join":
            step = join
        case _:
            step = other
    step()


def partly(kind):
    step = other
    match kind:
        case "leave":
            step = leave
    step()


exhaustive("join")
partly("leave")
