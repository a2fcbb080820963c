def missing():
    print("missing")


def found():
    print("found")


def first():
    print("first")


def second():
    print("second")


def third():
    print("third")


def endless(ready):
    step = missing
    while True:
        step = found
        if ready:
            break
    step()


def skipping(items):
    step = first
    for item in items:
        if item:
            step = second
            continue
        step()
        step = third


endless(True)
skipping([1, 0, 0])
