def fill():
    print("fill")
