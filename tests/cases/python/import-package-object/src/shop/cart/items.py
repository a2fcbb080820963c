def add():
    print("add")
