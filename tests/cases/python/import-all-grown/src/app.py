from parts import *


def main():
    first()
    second()
    third()
    hidden()
