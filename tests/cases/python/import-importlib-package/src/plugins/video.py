def start():
    print("video")
