HANDLERS = []


def register(function):
    HANDLERS.append(function)
    return function


def mark(function):
    function.marked = True
    return function


@register
def join():
    print("join")


@register
@mark
def leave():
    print("leave")


def main():
    join()
    leave()


main()
