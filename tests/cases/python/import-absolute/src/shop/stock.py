def reserve():
    print("reserved")
