import argparse


def serve(arguments):
    print("serve")


def check(arguments):
    print("check")


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    commands.add_parser("serve").set_defaults(run=serve)
    checker = commands.add_parser("check")
    checker.set_defaults(run=check)
    arguments = parser.parse_args()
    arguments.run(arguments)
