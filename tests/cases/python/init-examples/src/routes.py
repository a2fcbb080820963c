from fastapi import FastAPI

import rooms

app = FastAPI()
app.include_router(rooms.router)
