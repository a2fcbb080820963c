from fastapi import Depends, FastAPI

app = FastAPI()


def check():
    print("check")


@app.get("/users", dependencies=[Depends(check)])
def users():
    return {}
