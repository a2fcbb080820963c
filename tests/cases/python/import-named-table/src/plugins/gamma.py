def setup():
    print("gamma")
