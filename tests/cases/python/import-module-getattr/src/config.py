class Client:
    def ping(self):
        print("ping")


def known():
    print("known")


def __getattr__(name):
    return Client()
