class Store:
    def read(self):
        print("read")

    def write(self):
        print("write")
