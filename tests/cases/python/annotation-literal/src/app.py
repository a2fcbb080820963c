from typing import Literal


class Switch:
    def on(self):
        print("on")

    def off(self):
        print("off")

    def idle(self):
        print("idle")


def turn(switch: Switch, state: Literal["on", "off"]):
    getattr(switch, state)()
