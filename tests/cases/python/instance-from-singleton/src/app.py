from manager import get_manager


def main():
    get_manager().connect()


main()
