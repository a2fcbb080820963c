from listed import *
from public import *


def main():
    _hidden()
    shown()
    shared()


main()
