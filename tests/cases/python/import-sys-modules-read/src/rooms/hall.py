def open_hall():
    print("hall")
