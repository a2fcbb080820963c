class Manager:
    def find(self, name):
        return {"name": name}

    async def send(self, text):
        print(text)


class AsyncManager:
    async def find(self, name):
        return {"name": name}
