import uvicorn


async def application(scope, receive, send):
    pass


def make_application():
    return application


def by_string():
    uvicorn.run("launch:application")


def by_factory():
    uvicorn.run("launch:make_application", factory=True)


def by_server():
    uvicorn.Server(uvicorn.Config(application)).run()
