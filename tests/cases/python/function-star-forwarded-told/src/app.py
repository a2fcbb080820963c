from functools import partial


class Context:
    def enter(self):
        pass


class Status:
    def start(self):
        pass


def call(context, function, *args):
    function(context, *args)


def one(context, other):
    context.enter()


def two(context, *, status):
    status.start()


def three(context):
    pass


def four(context):
    pass


def five(context):
    pass


def main():
    context = Context()
    for function in (one, partial(two, status=Status()), three, four, five):
        call(context, function, object())
