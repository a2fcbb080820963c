class ManagerV1:
    async def connect(self, websocket):
        await websocket.accept()


class ManagerV2(ManagerV1):
    pass


def handle_v3():
    pass
