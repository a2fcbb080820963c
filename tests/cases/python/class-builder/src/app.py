class Room:
    def open(self):
        print("open")


class Builder:
    def named(self, name):
        self.name = name
        return self

    def sized(self, size):
        self.size = size
        return self

    def build(self):
        return Room()


def main():
    Builder().named("a").sized(2).build().open()
