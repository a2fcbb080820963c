from contextlib import AsyncExitStack, ExitStack


class Room:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        print("closed")

    async def __aexit__(self, *error):
        print("closed later")


class Stack(ExitStack):
    def hold(self):
        self.push(print_error)


def print_error(*error):
    print(error)


def pushed():
    with ExitStack() as stack:
        stack.push(Room())


def decorated():
    with ExitStack() as stack:

        @stack.callback
        def last():
            print("last")

        @stack.push
        def leave(*error):
            print_error(*error)


def mentioned():
    with ExitStack() as stack:
        room = Room()
        print(stack, room, print_error)


async def later():
    async with AsyncExitStack() as stack:
        stack.push_async_exit(Room())


def inherited():
    with Stack() as stack:
        stack.hold()
