class Backend:
    def prepare(self):
        """Called before the first message."""

    def publish(self, text):
        raise NotImplementedError

    def listen(self):
        raise NotImplementedError

    def close(self):
        pass


class Memory(Backend):
    def prepare(self):
        self.texts = []

    def publish(self, text):
        self.texts.append(text)

    async def listen(self):
        return self.texts


class Loud(Memory):
    def prepare(self):
        print("prepared")


async def run(backend: Backend):
    await backend.prepare()  # likely: each that is known gives None
    await backend.publish("a")  # likely
    await backend.listen()  # one that is known is a coroutine
    await backend.close()  # nobody implements it here
