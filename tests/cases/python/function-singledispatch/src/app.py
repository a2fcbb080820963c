from functools import singledispatch


@singledispatch
def render(value):
    print("any")


@render.register
def render_number(value: int):
    print("number")


@render.register(str)
def render_text(value):
    print("text")


def main(value):
    render(value)
