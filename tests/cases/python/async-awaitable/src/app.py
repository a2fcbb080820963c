class Room:
    def open(self):
        print("open")


class Job:
    def __await__(self):
        yield
        return Room()


async def main():
    room = await Job()
    room.open()
