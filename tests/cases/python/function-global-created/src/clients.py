class Client:
    def ping(self):
        print("ping")

    def close(self):
        print("close")


def connect():
    global client
    client = Client()


def ping():
    client.ping()
