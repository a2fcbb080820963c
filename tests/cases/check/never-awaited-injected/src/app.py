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


@app.post("/unknown")
async def unknown(db: Session = Depends(get_plain)):
    db.commit()  # as far as is known it is a Session
