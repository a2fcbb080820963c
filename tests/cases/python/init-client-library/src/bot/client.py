import asyncio

from bot.gateway import Gateway


class Client:
    def run(self, url):
        asyncio.run(self.start(url))

    async def start(self, url):
        gateway = await Gateway.open(url)
        while True:
            self.dispatch(await gateway.poll())

    def dispatch(self, message):
        print(message)
