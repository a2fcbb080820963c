class Outer:
    class Inner:
        def go(self):
            print("inner")

    def start(self):
        self.Inner().go()


def scope():
    class Local:
        def go(self):
            print("local")

    Local().go()


def main():
    Outer().start()
    Outer.Inner().go()


main()
scope()
