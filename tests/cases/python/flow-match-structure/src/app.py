def join():
    print("join")


def leave():
    print("leave")


def other():
    print("other")


def by_key():
    match {"kind": "join", "run": join, "undo": leave}:
        case {"kind": "join", "run": run}:
            run()


def by_place():
    match (join, leave):
        case (first, second):
            second()


def captured():
    match other:
        case None:
            return
        case function:
            function()
