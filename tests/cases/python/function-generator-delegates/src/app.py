def say():
    print("say")


def finish():
    print("finish")


def inner():
    callback = yield
    callback()
    return finish


def outer():
    result = yield from inner()
    result()


def lonely():
    callback = yield
    print(callback)


def sends():
    generator = outer()
    next(generator)
    generator.send(say)


def sends_elsewhere():
    generator = lonely()
    next(generator)
    generator.send(finish)


def returns():
    yield say
    return finish


def stops():
    generator = returns()
    try:
        next(generator)
    except StopIteration as stop:
        stop.value()


def fails(generator):
    try:
        next(generator)
    except ValueError as error:
        error.value()


def main():
    fails(returns())
