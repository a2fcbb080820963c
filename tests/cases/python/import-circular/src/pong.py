import ping


def pong(left):
    if left:
        ping.ping(left - 1)
    done()


def done():
    print("done")
