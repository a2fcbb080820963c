class Server:
    class Options:
        def check(self):
            print("options")

    def run(self):
        print("secure")
