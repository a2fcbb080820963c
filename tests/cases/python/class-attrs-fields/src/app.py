import attr
from attrs import define, field


def save():
    print("save")


class Store:
    def write(self):
        print("write")


@define
class Button:
    _on_click: object
    store: object = field(factory=Store)

    def click(self):
        self._on_click()
        self.store.write()


@attr.s
class Key:
    on_press = attr.ib()

    def press(self):
        self.on_press()


def main():
    Button(on_click=save).click()
    Key(save).press()
