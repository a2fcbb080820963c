class Connection:
    def __init__(self, name):
        self.name = name

    def close(self):
        print("closed")


class Encrypted(Connection):
    def close(self):
        print("closed safely")


class Bare:
    pass


def main():
    connection = Connection("a")
    connection.close()
    Encrypted("b")
    Bare()


main()
