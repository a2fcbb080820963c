def wave(self):
    print("wave")


class Adding(type):
    def __new__(meta, name, bases, namespace):
        namespace["greet"] = wave
        return super().__new__(meta, name, bases, namespace)


class Room(metaclass=Adding):
    def enter(self):
        self.greet()


def traced(method):
    def run(self):
        return method(self)

    return run


class Tracing(type):
    def __new__(meta, name, bases, namespace):
        for key, value in list(namespace.items()):
            namespace[key] = traced(value)
        return super().__new__(meta, name, bases, namespace)


class Hall(metaclass=Tracing):
    def enter(self):
        print("hall")


class Copying(type):
    def __new__(meta, name, bases, namespace):
        return super().__new__(meta, name, bases, {key: traced(value) for key, value in namespace.items()})


class Door(metaclass=Copying):
    def open(self):
        print("door")


def main():
    Room().enter()
    Hall().enter()
    Door().open()


main()
