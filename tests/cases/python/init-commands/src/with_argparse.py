import argparse

import chat


def start(arguments):
    chat.run(arguments["port"])


def check(arguments):
    print("checked")


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    commands.add_parser("start").set_defaults(func=start)
    commands.add_parser("check").set_defaults(func=check)
    arguments = vars(parser.parse_args())
    arguments["func"](arguments)


if __name__ == "__main__":
    main()
