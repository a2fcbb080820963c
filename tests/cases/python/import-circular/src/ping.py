import pong


def ping(left):
    if left:
        pong.pong(left - 1)
