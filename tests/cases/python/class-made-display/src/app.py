class Room:
    def enter(self):
        self.greet()

    def greet(self):
        print("hello")


def wave(self):
    self.clap()


Quiet = type("Quiet", (Room,), {"greet": wave, "clap": lambda self: print("clap")})


def open_loud():
    Loud = type("Loud", (Quiet,), dict(clap=wave_twice))
    return Loud()


def wave_twice(self):
    print("wave")


def visit():
    Quiet().enter()
    open_loud().clap()


visit()
