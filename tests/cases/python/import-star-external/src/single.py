from outside import *


def run():
    open_room()
    print("open")
