class Registry:
    def __init__(self):
        self.handlers = {}

    def on(self, event):
        def register(function):
            self.handlers[event] = function
            return function

        return register

    def find(self, event):
        return self.handlers[event]


registry = Registry()
