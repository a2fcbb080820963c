class Server:
    def start(self):
        self.bind()
        self.listen()

    def bind(self):
        print("bind")

    def listen(self):
        print("listen")


Server().start()
