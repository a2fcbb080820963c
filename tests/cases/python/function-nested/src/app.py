def helper():
    print("module's")


def outer(depth):
    def helper():
        print("outer's")

    def inner():
        helper()
        leaf()

    inner()
    if depth:
        outer(depth - 1)


def leaf():
    print("leaf")


outer(1)
