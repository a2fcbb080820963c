def one():
    print("one")


def two():
    print("two")


def counter():
    step = one

    def use():
        step()

    def switch():
        nonlocal step
        step = two

    switch()
    return use


def main():
    use = counter()
    use()


main()
