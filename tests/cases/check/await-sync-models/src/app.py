from pydantic import BaseModel, create_model
from sqlalchemy.orm import DeclarativeBase, declarative_base
from sqlmodel import SQLModel

import acme


class Base(DeclarativeBase):
    pass


class User(Base):
    pass


OldBase = declarative_base()


class Room(OldBase):
    pass


class Item(SQLModel, table=True):
    pass


class Answer(BaseModel):
    text: str

    def again(self):
        return self.model_dump()

    def copied(self):
        return self.model_copy()


class Later(BaseModel):
    def __await__(self):
        yield from ()
        return self


class Own(create_model("Own", text=(str, ""))):
    pass


class Other(acme.Base):
    pass


def find_user():
    return User()


def find_room() -> Room:
    return acme.query(Room).first()


def find_item():
    return Item()


def answer():
    return Answer(text="")


def later():
    return Later()


def own():
    return Own()


def other():
    return Other()


async def wrong():
    await find_user()  # await-sync
    await find_room()  # await-sync, as it is declared
    await find_item()  # await-sync
    await answer()  # await-sync
    await own()  # await-sync
    await answer().copied()  # await-sync: a copy is a model, too


async def right():
    await later()
    await other()  # who knows
    await answer().again()  # nor what a model has as methods
