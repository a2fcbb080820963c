def turn():
    print("turned")
