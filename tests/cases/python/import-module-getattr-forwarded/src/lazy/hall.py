class Hall:
    def open(self):
        print("hall")
