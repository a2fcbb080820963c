def greet():
    print("hello")


def part():
    print("bye")


def call_first(*args):
    args[0]()


def call_done(**hooks):
    hooks["done"]()


def named(*, before, after):
    after()


def forward(function, *args, **kwargs):
    function(*args, **kwargs)


def shout(text, end):
    print(text, end)


call_first(greet)
call_done(done=part)
named(before=part, after=greet)
forward(shout, "x", end="!")
