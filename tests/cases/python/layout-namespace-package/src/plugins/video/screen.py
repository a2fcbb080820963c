def show():
    print("shown")
