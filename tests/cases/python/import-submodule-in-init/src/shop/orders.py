def place():
    print("place")
