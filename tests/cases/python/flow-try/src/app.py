def one():
    print("one")


def two():
    print("two")


def cleanup():
    print("clean")


def handled(text):
    step = one
    try:
        step = two
        int(text)
    except ValueError:
        step = one
    step()


def finished(text):
    step = one
    try:
        int(text)
    finally:
        step = two
        cleanup()
    step()


def otherwise(text):
    try:
        int(text)
    except ValueError:
        return
    else:
        step = one
    step()


handled("x")
finished("1")
otherwise("1")
