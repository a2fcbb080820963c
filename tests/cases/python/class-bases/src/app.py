class Routes:
    def __init__(self):
        print("routes")


class Signals:
    def __init__(self):
        print("signals")


class App(Routes, Signals):
    def __init__(self):
        for base in App.__bases__:
            base.__init__(self)


class Chain(App):
    def show(self):
        print("chain")


def show():
    for cls in Chain.__mro__:
        cls.show(None)
