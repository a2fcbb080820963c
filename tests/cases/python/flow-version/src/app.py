import sys
from sys import version_info


def old():
    print("old")


def new():
    print("new")


def newest():
    print("newest")


if sys.version_info >= (3, 7):
    run = new
else:
    run = old

if version_info[0] == 2:
    text = old
else:
    text = new

if sys.version_info < (3,):
    call = old
elif sys.version_info >= (3, 99):
    call = newest
else:
    call = new

if sys.version_info.major > 3:
    later = newest
else:
    later = new

if sys.version_info[:2] != (2, 7):
    other = new
else:
    other = old


def main():
    run()
    text()


def open_question():
    call()


def more():
    later()
    other()


main()
open_question()
more()
