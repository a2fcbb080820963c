def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def four():
    print("four")


def risky(text):
    int(text)


def during(text):
    step = one
    try:
        risky(text)
        step = two
        risky(text)
    except ValueError:
        step = three
    finally:
        step()


def after(text):
    step = one
    try:
        risky(text)
        step = two
    except ValueError:
        step = three
    else:
        step = four
    step()


during("1")
after("1")
