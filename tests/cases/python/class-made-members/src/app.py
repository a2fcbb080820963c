class Room:
    def enter(self):
        self.greet()

    def greet(self):
        print("hello")


class Hall:
    def enter(self):
        self.greet()

    def greet(self):
        print("hello")


def wave(self):
    print("wave")


members = dict({"greet": wave})
Quiet = type("Quiet", (Room,), members)


def visit():
    Quiet().enter()
    Hall().enter()


visit()
