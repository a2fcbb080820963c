from early import work


def main():
    from late import work

    work()


def other():
    work()


main()
other()
