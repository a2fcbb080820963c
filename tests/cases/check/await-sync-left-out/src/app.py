from typing import Any, List, NoReturn, Optional, Protocol

from acme import Base


class _Missing:
    def __bool__(self):
        return False


MISSING: Any = _Missing()


class View:
    def finish(self):
        return 1


class Lazy(_Missing):
    async def finish(self):
        return 1


class Sink(Protocol):
    def write(self) -> int: ...


class Prompt:
    def show(self):
        return 1


class Client:
    async def edit(self, view: Optional[View] = MISSING, prompts: List[Prompt] = MISSING):
        await view.finish()  # bug
        for prompt in prompts:
            await prompt.show()  # bug

    async def lazily(self, view: View = Lazy()):
        await view.finish()  # Lazy() may be passed, and that works

    async def write(self, sink: Sink = MISSING, open_one: Base = MISSING):
        await sink.write()  # whatever has such a method may be passed
        await open_one.write()  # nothing is known of it

    def refuse(self):
        raise LookupError(self)

    def leave(self) -> NoReturn:
        raise SystemExit(1)

    def later(self):
        raise NotImplementedError

    async def run(self, options):
        await self.refuse()  # bug
        await self.leave()  # bug
        await self.later()  # to be implemented, as who knows what
        names = {str(option): None for option in options}
        await names.pop("first", None)  # bug
        await names.pop("last")  # an error anyway


class Handler(Base):
    async def get(self, **options):
        view = self.settings["view"]
        if not isinstance(view, View):
            raise TypeError(view)
        await view.finish()  # bug
        given = options.get("given", None)
        if given is not None:
            for name, prompt in given.items():
                if not isinstance(prompt, Prompt):
                    raise TypeError(name)
                await prompt.show()  # bug
