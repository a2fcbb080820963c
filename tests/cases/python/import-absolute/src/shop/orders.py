def place():
    print("placed")
