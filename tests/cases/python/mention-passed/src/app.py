from outside import subscribe


def handler():
    print("handler")


class Room:
    def open(self):
        print("open")


def keep(function):
    return [function]


def main(bus):
    subscribe(handler)
    bus.on("join", handler)
    bus.listeners["join"] = handler
    keep(handler)
    print(handler)
    print(f"{handler} and {Room.open}")
    subscribe(lambda: handler)
