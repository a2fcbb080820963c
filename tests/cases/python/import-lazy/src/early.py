def work():
    print("early")
