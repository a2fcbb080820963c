def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def merged(flag):
    if flag:
        step = one
    else:
        step = two
    step()


def leaves(flag):
    step = one
    if flag:
        step = two
        return
    step()


def inside(flag):
    if flag:
        step = three
        step()
    else:
        step = one


def chosen(flag):
    (one if flag else two)()


def either(step=None):
    step = step or three
    step()


merged(True)
leaves(False)
inside(True)
chosen(True)
either()
