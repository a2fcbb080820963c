from fastapi import Depends, FastAPI

app = FastAPI()


class Session:
    def query(self):
        print("query")

    def close(self):
        print("close")


def get_session():
    session = Session()
    try:
        yield session
    finally:
        session.close()


@app.get("/users")
def users(session=Depends(get_session)):
    return session.query()
