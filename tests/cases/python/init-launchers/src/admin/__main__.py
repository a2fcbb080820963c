import uvicorn

from chat.main import create_app

uvicorn.run(create_app(), port=9000)
