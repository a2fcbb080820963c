from traitlets.config import Application

from hub.sockets import serve


class Own(Application):
    @classmethod
    def launch_instance(cls, argv=None):
        self = cls.instance()
        self.listen()

    def listen(self):
        serve()


main = Own.launch_instance
