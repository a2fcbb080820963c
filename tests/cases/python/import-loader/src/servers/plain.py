class Server:
    def run(self):
        print("plain")


def make():
    return Server()
