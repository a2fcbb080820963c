class Session:
    def query(self):
        print("query")


class Field:
    def __get__(self, instance, owner):
        return self.load()

    def __set__(self, instance, value):
        self.check(value)

    def load(self):
        return Session()

    def check(self, value):
        print(value)


class Form:
    session = Field()


def main():
    form = Form()
    form.session = 1
    form.session.query()


main()
