def reserve():
    print("reserve")
