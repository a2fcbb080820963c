def setup():
    print("beta")
