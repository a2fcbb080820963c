def write():
    print("write")
