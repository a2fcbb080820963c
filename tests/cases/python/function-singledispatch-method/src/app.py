from functools import singledispatchmethod


class Printer:
    @singledispatchmethod
    def show(self, thing):
        print("anything")

    @show.register
    def _(self, thing: int):
        self.number()

    @show.register(str)
    def show_text(self, thing):
        print("text")

    def number(self):
        print("number")


def main():
    Printer().show(1)
