class Manager:
    def __init__(self):
        self.sockets = []

    async def connect(self, socket):
        await socket.accept()
        self.sockets.append(socket)


manager = Manager()


def get_manager():
    return manager
