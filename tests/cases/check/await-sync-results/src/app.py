"""What functions of something unknown give: some can be told, the last ones cannot."""


class Store:
    def identity(self, x):
        return x is not None

    def membership(self, x):
        return x in self.y

    def negation(self, x):
        return not x

    def text(self, x):
        return "%s" % x

    def formatted(self, x):
        return f"{x}"

    def number(self, x):
        return len(x) + 1

    def parts(self, x):
        return str(x).split(",")

    def listed(self, x):
        return [i for i in x]

    def both(self, x):
        return isinstance(x, str) and x.startswith("a")

    def merged(self, x):
        return {**x}

    def spread(self, x):
        return [*x]

    def equal(self, x):
        return x == 1

    def added(self, x):
        return x + 1

    def greater(self, x):
        return x > 1

    def either(self, x):
        return x or None

    def item(self, x):
        return x[1]

    async def run(self, x):
        await self.identity(x)  # wrong
        await self.membership(x)  # wrong
        await self.negation(x)  # wrong
        await self.text(x)  # wrong
        await self.formatted(x)  # wrong
        await self.number(x)  # wrong
        await self.parts(x)  # wrong
        await self.listed(x)  # wrong
        await self.both(x)  # wrong
        await self.merged(x)  # wrong
        await self.spread(x)  # wrong
        await self.equal(x)
        await self.added(x)
        await self.greater(x)
        await self.either(x)
        await self.item(x)
