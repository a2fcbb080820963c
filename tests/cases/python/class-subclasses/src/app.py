class Plugin:
    def start(self):
        raise NotImplementedError

    @classmethod
    def all(cls):
        return [kind() for kind in cls.__subclasses__()]


class Audio(Plugin):
    def start(self):
        print("audio")


class Video(Plugin):
    def start(self):
        print("video")


class Stream(Video):
    def start(self):
        print("stream")


def start_all():
    for kind in Plugin.__subclasses__():
        kind().start()


def start_leaves():
    for kind in Video.__subclasses__():
        kind().start()
