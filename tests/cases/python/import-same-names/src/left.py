class Manager:
    def run(self):
        print("left")


def make():
    return Manager()
