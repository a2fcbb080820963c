class Remote:
    def fetch(self):
        print("remote")


class Mixin:
    def fetch(self):
        raise NotImplementedError

    def run(self):
        self.fetch()


class Tests(Remote, Mixin):
    pass


class Others(Mixin, Remote):
    pass
