class Column:
    def __set_name__(self, owner, name):
        self.remember(name)

    def remember(self, name):
        print(name)


class User:
    name = Column()
