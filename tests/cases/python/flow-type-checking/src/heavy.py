def send():
    print("send")
