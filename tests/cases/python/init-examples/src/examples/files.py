import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/files")
def files():
    return "files"


if __name__ == "__main__":
    uvicorn.run(app)
