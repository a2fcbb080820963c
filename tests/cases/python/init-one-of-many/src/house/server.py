from aiohttp import web

from house.views import plain
from house.views.socket import SocketView


class Registry:
    def __init__(self) -> None:
        self.views = []

    def register(self, view) -> None:
        self.views.append(view)


def make_handler(view):
    async def handle(request: web.Request) -> web.StreamResponse:
        return await view.get(request)

    return handle


def build_app() -> web.Application:
    registry = Registry()
    for view in plain.VIEWS:
        registry.register(view)
    registry.register(SocketView())
    app = web.Application()
    for view in registry.views:
        app.router.add_route("GET", view.url, make_handler(view))
    return app


if __name__ == "__main__":
    web.run_app(build_app())
