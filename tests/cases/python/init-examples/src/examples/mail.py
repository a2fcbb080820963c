import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/mail")
def mail():
    return "mail"


if __name__ == "__main__":
    uvicorn.run(app)
