import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/upload")
def upload():
    return "upload"


if __name__ == "__main__":
    uvicorn.run(app)
