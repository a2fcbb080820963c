class Service:
    def start(self):
        print("start")

    def handle_join(self):
        print("join")


def fallback():
    print("fallback")


def literal():
    getattr(Service(), "start")()


def put_together(kind):
    getattr(Service(), f"handle_{kind}")()


def missing():
    getattr(Service(), "pause", fallback)()
