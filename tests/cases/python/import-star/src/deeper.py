def shown():
    print("shown")
