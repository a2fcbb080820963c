"""Views that have nothing to do with WebSocket, and yet authenticate."""

import hmac

from aiohttp import web


class ViewA:
    url = "/a"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "A")
        return web.Response()


class ViewB:
    url = "/b"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "B")
        return web.Response()


class ViewC:
    url = "/c"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "C")
        return web.Response()


class ViewD:
    url = "/d"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "D")
        return web.Response()


class ViewE:
    url = "/e"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "E")
        return web.Response()


class ViewF:
    url = "/f"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "F")
        return web.Response()


class ViewG:
    url = "/g"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "G")
        return web.Response()


class ViewH:
    url = "/h"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "H")
        return web.Response()


class ViewI:
    url = "/i"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "I")
        return web.Response()


class ViewJ:
    url = "/j"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "J")
        return web.Response()


class ViewK:
    url = "/k"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "K")
        return web.Response()


class ViewL:
    url = "/l"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "L")
        return web.Response()


class ViewM:
    url = "/m"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "M")
        return web.Response()


class ViewN:
    url = "/n"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "N")
        return web.Response()


class ViewO:
    url = "/o"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "O")
        return web.Response()


class ViewP:
    url = "/p"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "P")
        return web.Response()


class ViewQ:
    url = "/q"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "Q")
        return web.Response()


class ViewR:
    url = "/r"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "R")
        return web.Response()


class ViewS:
    url = "/s"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "S")
        return web.Response()


class ViewT:
    url = "/t"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "T")
        return web.Response()


class ViewU:
    url = "/u"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "U")
        return web.Response()


class ViewV:
    url = "/v"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "V")
        return web.Response()


class ViewW:
    url = "/w"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "W")
        return web.Response()


class ViewX:
    url = "/x"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "X")
        return web.Response()


class ViewY:
    url = "/y"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "Y")
        return web.Response()


class ViewZ:
    url = "/z"

    async def get(self, request: web.Request) -> web.Response:
        hmac.compare_digest(request.query["key"], "Z")
        return web.Response()


VIEWS = [ViewA(), ViewB(), ViewC(), ViewD(), ViewE(), ViewF(), ViewG(), ViewH(),
         ViewI(), ViewJ(), ViewK(), ViewL(), ViewM(), ViewN(), ViewO(), ViewP(),
         ViewQ(), ViewR(), ViewS(), ViewT(), ViewU(), ViewV(), ViewW(), ViewX(),
         ViewY(), ViewZ()]
