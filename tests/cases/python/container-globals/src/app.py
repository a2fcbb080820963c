def join():
    print("join")


def leave():
    print("leave")


def main():
    globals()["join"]()


main()
