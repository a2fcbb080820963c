class Base:
    @classmethod
    def boot(cls):
        cls().run()

    def run(self):
        print("base")


class Special(Base):
    def run(self):
        print("special")


Base.boot()
Special.boot()
