import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/clock")
def clock():
    return "clock"


if __name__ == "__main__":
    uvicorn.run(app)
