def join():
    print("join")


def leave():
    print("leave")


def main():
    table = [[join], [leave]]
    return [step() for row in table for step in row]


def grouped():
    return {name: [step() for step in steps] for name, steps in {"a": (join,)}.items()}


main()
grouped()
