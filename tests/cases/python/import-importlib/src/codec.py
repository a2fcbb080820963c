def encode():
    print("encode")
