import asyncio


class Room:
    def open(self):
        print("open")


class Hall:
    def open(self):
        print("open")


async def find(number):
    return Room()


def by_key():
    counts = {room: 1 for room in [Room()]}
    for room in counts:
        room.open()


def by_value():
    halls = {number: Hall() for number in range(2)}
    for number in halls:
        number.open()


async def tasks():
    running = {asyncio.create_task(find(number)): number for number in range(2)}
    done, _ = await asyncio.wait(running)
    for task in done:
        task.result().open()
