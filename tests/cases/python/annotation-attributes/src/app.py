from outside import load


class Room:
    def open(self):
        print("open")


class Hotel:
    spare: Room | None = None

    def __init__(self):
        self.lobby: Room = load()

    @property
    def bar(self) -> Room:
        return load()

    async def find(self) -> Room:
        return await load()

    def enter(self):
        self.lobby.open()

    def drink(self):
        self.bar.open()

    def use(self):
        if self.spare is not None:
            self.spare.open()

    async def search(self):
        room = await self.find()
        room.open()
