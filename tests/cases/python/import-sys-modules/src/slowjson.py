def dumps():
    print("dumps")
