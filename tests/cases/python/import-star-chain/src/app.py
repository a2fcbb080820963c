from api import *


def main():
    connect()
    _hidden()
