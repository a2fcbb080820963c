from traitlets.config import Application

from hub.sockets import serve


class Base(Application):
    def initialize(self, argv=None):
        pass

    def start(self):
        serve()


class Hub(Base):
    def initialize(self, argv=None):
        super().initialize(argv)


main = Hub.launch_instance
