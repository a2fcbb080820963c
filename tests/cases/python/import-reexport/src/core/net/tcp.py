class Session:
    def close(self):
        print("closed")


def connect():
    print("connected")
