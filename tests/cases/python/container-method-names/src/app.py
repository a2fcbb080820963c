METHODS = {"start": "on_start", "stop": "on_stop"}


class Server:
    def on_start(self):
        print("start")

    def on_stop(self):
        print("stop")

    def on_idle(self):
        print("idle")

    def dispatch(self, event):
        getattr(self, METHODS[event])()

    def dispatch_if_known(self, event):
        name = METHODS.get(event)
        if name:
            getattr(self, name)()

    def start(self):
        getattr(self, METHODS["start"])()

    def all(self):
        for name in ["on_start", "on_idle"]:
            getattr(self, name)()
