def command(function):
    function.is_command = True
    return function


class Shell:
    @command
    def build(self):
        print("build")

    def run(self, name):
        method = getattr(self, name)
        if getattr(method, "is_command", False):
            method()


def main():
    Shell().build()
