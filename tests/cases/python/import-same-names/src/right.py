class Manager:
    def run(self):
        print("right")


def make():
    return Manager()
