def put():
    print("put")


def flush():
    print("flush")
