from __future__ import annotations

from typing import Any, Awaitable, Coroutine, TypeVar

T = TypeVar("T")
Response = Coroutine[Any, Any, T]


class Message:
    async def send(self, text: str) -> Message:
        print(text)
        return self


# Mistakes: likely, for the callers that are not seen.


class Parser:
    async def parse(self, text: str, again: bool = True) -> str:
        if again:
            return self.parse(text, again=False)
        return text


async def reply(message: Message, text: str):
    return message.send(text)


async def forward(message: Message) -> Message:
    return message.send("b")


async def use(parser: Parser, message: Message):
    address = await parser.parse("a")
    await reply(message, "a")
    print(await forward(message), address)


# Right: somebody awaits that, too; or keeps it.


async def later(message: Message):
    return message.send("c")


async def lazily(message: Message) -> Awaitable[Message]:
    return message.send("d")


async def wait(message: Message, kept: list):
    await (await later(message))
    kept.append(await lazily(message))


# A function that is declared to give a coroutine, and gives one, is as good as an asynchronous one.


class Http:
    async def request(self, route: str) -> Any:
        return {"type": route}

    def get_sticker(self, number: int) -> Response[dict]:
        return self.request(f"/stickers/{number}")

    def get_pack(self, number: int) -> Awaitable[dict]:
        return self.request(f"/packs/{number}")


async def fetch(http: Http):
    sticker = http.get_sticker(1)  # likely
    pack = http.get_pack(1)  # likely
    return sticker["type"], pack["type"]


async def fetch_right(http: Http):
    sticker = await http.get_sticker(1)
    pack = http.get_pack(1)
    return sticker["type"], (await pack)["type"]


# A plain function whose word most callers take, though one of them knows better.


class Manager:
    async def open(self, name: str) -> Message:
        return Message()


manager = Manager()


def open_message() -> Message:
    return manager.open("a")  # likely


async def take_its_word():
    first = open_message()  # certain
    first.text = "a"
    second = open_message()  # certain
    second.text = "b"
    third = await open_message()
    third.text = "c"


def open_later() -> Message:
    return manager.open("a")


async def know_better():
    first = open_later()  # certain
    del first.text
    second = await open_later()
    second.text = "b"
