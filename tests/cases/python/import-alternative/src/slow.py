def send():
    print("slow")
