import inspect


class Server:
    def __init__(self):
        self.methods = {name[4:]: getattr(self, name) for name in dir(self) if name.startswith("cmd_")}

    def cmd_join(self):
        print("join")

    def cmd_leave(self):
        print("leave")

    def other(self):
        print("other")

    def run(self, command):
        self.methods[command]()


class Plugin:
    def __init__(self):
        self.hooks = []
        for name, member in inspect.getmembers(self, inspect.ismethod):
            if name.startswith("on_"):
                self.hooks.append(member)

    def on_start(self):
        print("start")

    def stop(self):
        print("stop")

    def start(self):
        for hook in self.hooks:
            hook()
