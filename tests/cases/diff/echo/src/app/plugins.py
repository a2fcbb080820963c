plugins = []


def register(plugin):
    plugins.append(plugin)


class First:
    def run(self):
        return 1


register(First())


def run_all():
    for plugin in plugins:
        plugin.run()


def main():
    run_all()
