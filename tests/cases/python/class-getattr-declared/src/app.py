class Config(dict):
    TIMEOUT: int
    RETRIES: int = 3

    def __getattr__(self, name):
        return self[name]


class Lazy:
    room: "Room"
    door: "Door"

    def __init__(self):
        self.door = Door()

    def __getattr__(self, name):
        return load(name)


class Room:
    def open(self):
        print("open")


class Door:
    def close(self):
        print("close")


def load(name):
    return Room()


def declared(config: Config):
    return config.TIMEOUT


def assigned(config: Config):
    return config.RETRIES


def inherited(config: Config):
    return config.items()


def of_instance():
    lazy = Lazy()
    lazy.room.open()
    lazy.door.close()
