def dumps():
    print("fast")
