class Plugin:
    found = []

    def __init_subclass__(cls, name="", **options):
        super().__init_subclass__(**options)
        Plugin.found.append(cls)


class Audio(Plugin):
    def start(self):
        print("audio")


class Video(Plugin, name="video"):
    def start(self):
        print("video")


def main():
    for plugin in Plugin.found:
        plugin().start()


main()
