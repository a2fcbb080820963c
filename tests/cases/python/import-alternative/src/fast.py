def send():
    print("fast")
