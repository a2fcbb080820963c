from starlette.responses import JSONResponse, Response


class Room: ...


class User: ...


class Message: ...


class Receipt: ...


class Config: ...


class TestConfig(Config): ...


class LiveConfig(Config): ...


class StageConfig(Config): ...


class Answer(Response): ...


items = []
for maker in (Room, User, Message, Receipt, Answer):
    items.append(maker())


def take():
    return items.pop()


def take_room() -> Room:
    return take()


def take_room_or_user(number: int) -> "Room | User | None":
    return take() if number else None


def has_more() -> bool:
    return take()


def answer() -> JSONResponse:
    return take()


async def take_later() -> Room:
    return take()


def few(number):
    if number == 1:
        return Room()
    if number == 2:
        return User()
    return Message()


def config(stage):
    if stage == "test":
        return TestConfig()
    if stage == "live":
        return LiveConfig()
    if stage == "stage":
        return StageConfig()
    return Config()


def lie() -> User:
    return Room()
