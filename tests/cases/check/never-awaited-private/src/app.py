class Transaction:
    def __init__(self, finish):
        self.__finish = finish

    def __check(self):
        return True

    async def __commit(self):
        print("commits")

    async def commit(self):
        await self.__check()  # bug
        self.__commit()  # bug
        await self.__finish()  # likely
        await self.__commit()


def finish():
    return 1


async def main():
    await Transaction(finish).commit()
