from fastapi import FastAPI
from sanic import Sanic

WHEN = "startup"
app = FastAPI()
other = Sanic("other")


@app.on_event("startup")
async def opens():
    pass


@app.on_event("shutdown")
async def closes():
    pass


@app.on_event(WHEN)
async def unknown():
    pass


async def waits():
    pass


app.add_event_handler("shutdown", waits)


@other.listener("after_server_stop")
async def stops(app):
    pass


@other.listener("before_server_start")
async def starts(app):
    pass
