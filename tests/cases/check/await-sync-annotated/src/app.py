from typing import Optional, Protocol, TypeVar

from missing import LocalProxy, lookup

T = TypeVar("T", bound="Config")


class Config:
    def as_dict(self) -> dict[str, object]:
        return {}

    def evolve(self: T) -> T:
        return lookup(self)


class Narrow(Config):
    pass


class Signal(Protocol):
    def set(self) -> None: ...


class State:
    signal: Signal

    def __init__(self, config):
        self.config: Config = LocalProxy(config)

    @property
    def current(self) -> Optional[Config]:
        return self.config


state: State = LocalProxy(lookup("state"))


async def by_variable():
    return await state.config.as_dict()


async def by_property(state: State):
    return await state.current.as_dict()


async def by_protocol(state: State):
    await state.signal.set()


async def by_result(config: Optional[Config] = None):
    if config is None:
        return None
    config = config.evolve()
    return await config.as_dict()


class Hall:
    @property
    def room(self) -> "Room":
        return self.find()

    def find(self):
        return lookup(self) or Door()


async def by_property_that_works(hall: Hall):
    await hall.room.send("")  # a Room, whatever is found


async def by_nothing(hall: Hall):
    await hall.find().send("")


class Room:
    async def send(self, text):
        print(text)


class Door:
    def send(self, text) -> None:
        print(text)


async def outweighed(door: Door):
    await door.send("")  # a Room, too


async def nothing_said(door):
    door = door or LocalProxy("door")
    await door.send("")


async def main():
    state = State(Narrow())
    state.signal = LocalProxy("signal")
    state.signal.set()
    await by_variable()
    await by_property(LocalProxy("state"))
    await by_protocol(state)
    await by_result(LocalProxy("config"))
    await outweighed(Room())
    await outweighed(LocalProxy("door"))
    await nothing_said(Door())
    await by_property_that_works(Hall())
    await by_nothing(Hall())
