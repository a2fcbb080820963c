from typing import Annotated, AsyncGenerator

from fastapi import Depends, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

import vault

app = FastAPI()


async def get_db() -> AsyncGenerator[AsyncSession, None]:
    yield vault.session()


def get_plain():
    return vault.session()


@app.post("/annotated")
async def annotated(db: Annotated[Session, Depends(get_db)]):
    db.commit()  # never awaited: it is an AsyncSession


@app.post("/default")
async def default(db: Session = Depends(get_db)):
    db.commit()  # never awaited


class Users:
    def create(self, db: Session):
        db.commit()  # never awaited: what is injected is passed on

    def remove(self, db: Session):
        db.commit()  # as far as is known it is a Session


users = Users()


@app.post("/create")
async def create(db: Session = Depends(get_db)):
    users.create(db)


@app.post("/remove")
async def remove(db: Session = Depends(get_plain)):
    users.remove(db)


@app.post("/unknown")
async def unknown(db: Session = Depends(get_plain)):
    db.commit()  # as far as is known it is a Session


async def find_user(name):
    return {"name": name}


async def current_user(name: str):
    user = find_user(name)  # never awaited: it is injected as it is
    if user is None:
        raise ValueError(name)
    return user


def plain_user(name: str):
    return find_user(name)  # never awaited: a plain function is just called


async def awaited_user(name: str):
    return await find_user(name)


@app.get("/me")
async def me(user=Depends(current_user), other=Depends(awaited_user), plain=Depends(plain_user)):
    return user["name"], other["name"], plain["name"]
