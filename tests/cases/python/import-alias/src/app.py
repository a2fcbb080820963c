from codec import decode as encode, encode as decode


def main():
    encode()


def other():
    decode()


main()
other()
