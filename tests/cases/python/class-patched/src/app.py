class Store:
    def write(self):
        print("write")

    def log(self):
        print("log")


def fake_write(self):
    self.log()


def patch():
    Store.write = fake_write


def main():
    Store().write()


patch()
main()
