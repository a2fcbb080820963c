def send():
    print("module's")


class Peer:
    def send(self):
        print("method")

    def greet(self):
        send()


Peer().greet()
