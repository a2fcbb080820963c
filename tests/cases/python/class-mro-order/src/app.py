class Json:
    def dump(self):
        print("json")


class Text:
    def dump(self):
        print("text")

    def show(self):
        print("show")


class Both(Json, Text):
    pass


def main():
    both = Both()
    both.dump()
    both.show()


main()
