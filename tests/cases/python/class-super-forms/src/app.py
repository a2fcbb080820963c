class Base:
    def save(self):
        print("save")

    @classmethod
    def create(cls):
        return cls()

    @property
    def title(self):
        return "base"


class Child(Base):
    def save(self):
        super(Child, self).save()

    @classmethod
    def create(cls):
        return super().create()

    @property
    def title(self):
        return super().title


class Other(Base):
    def save(self):
        Base.save(self)


def main():
    child = Child.create()
    child.save()
    print(child.title)
    Other().save()


main()
