def join():
    print("join")


def leave():
    print("leave")


def by_rest():
    match [join, leave]:
        case [first, *rest]:
            rest[0]()


def by_remaining():
    match {"kind": 1, "run": join}:
        case {"kind": 1, **remaining}:
            remaining["run"]()
