import uvicorn

from chat.main import create_app

if __name__ == "__main__":
    uvicorn.run(create_app(), port=9001)
