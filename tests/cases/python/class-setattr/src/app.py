class Model:
    def __init__(self):
        self.size = 1

    def __setattr__(self, name, value):
        self.check(name)

    def __delattr__(self, name):
        self.check(name)

    def check(self, name):
        print(name)


def assign(model: Model):
    model.size = 3


def remove(model: Model):
    del model.size


def main():
    assign(Model())


main()
