import os

if os.environ.get("FAST"):

    def encode_fast():
        print("fast")

    encode = encode_fast
else:

    def encode_safe():
        print("safe")

    encode = encode_safe


def main():
    encode()


main()
