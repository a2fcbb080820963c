import asyncio
from typing import TYPE_CHECKING
from unittest.mock import patch


class Connection:
    def set_all(self, value):
        if True:  # ASYNC
            print(value)
        else:
            self.set_one(value)
        if False:
            self.set_one(value)
        if 0:
            self.set_one(value)
        elif 1:
            print(value)
        else:
            self.set_one(value)
        if value == 1:
            self.set_one(value)  # never-awaited

    async def set_one(self, value):
        print(value)

    async def check(self):
        if TYPE_CHECKING:
            self.set_one(1)
            await get_number()
            await asyncio.gather(self.set_one(1), return_exceptions=True)
            asyncio.create_task(self.set_one(1))
            patch("app.get_number")


def get_number():
    if True:
        return 1
    else:
        return asyncio.sleep(1)


async def main():
    await get_number()  # await-sync
