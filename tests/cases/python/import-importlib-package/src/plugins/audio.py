def start():
    print("audio")
