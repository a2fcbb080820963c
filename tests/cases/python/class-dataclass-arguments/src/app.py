from dataclasses import dataclass
from typing import Callable


def save():
    print("save")


def cancel():
    print("cancel")


@dataclass
class Widget:
    on_close: Callable


@dataclass
class Button(Widget):
    on_click: Callable
    label: str = "ok"

    def click(self):
        self.on_click()

    def close(self):
        self.on_close()


@dataclass(frozen=True)
class Key:
    on_press: Callable

    def press(self):
        self.on_press()


def main():
    button = Button(cancel, save)
    button.click()
    button.close()
    Key(on_press=save).press()


main()
