"""What an attribute holds is data, also where it is called by the name of the function; and `x()` may run an object."""


class Offloaded:
    def __init__(self, function):
        self.function = function

    async def __call__(self):
        return self.function()


class Config:
    def __init__(self, check):
        self.check = check

    def wrap(self):
        self.check = Offloaded(self.check)


class Middleware:
    def __init__(self, config):
        self.check = config.check

    async def run(self):
        return await self.check()  # silent: config.check may be an Offloaded


class Direct:
    def __init__(self, check):
        self.check = check

    async def run(self):
        return await self.check()  # likely: others may be handed over


def main():
    def check():
        return True

    config = Config(check)
    config.wrap()
    Middleware(config)
    Direct(check)
