def first():
    print("first")


def later():
    print("later")


def turns():
    step = first
    for _ in range(2):
        step()
        step = later


def after(count):
    step = first
    while count:
        step = later
        count -= 1
    step()


def left_by_break(items):
    for item in items:
        step = first
        break
    else:
        step = later
    step()


turns()
after(1)
left_by_break([])
