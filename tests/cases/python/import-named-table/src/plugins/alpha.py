def setup():
    print("alpha")
