from starlette.applications import Starlette


class Guard:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.check(scope)

    async def check(self, scope):
        print(scope)


app = Starlette()
app.add_middleware(Guard)
