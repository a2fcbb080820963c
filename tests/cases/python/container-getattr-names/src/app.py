class Service:
    def start(self):
        print("start")

    def stop(self):
        print("stop")

    def handle_join(self):
        print("join")


def each():
    service = Service()
    for name in ("start", "stop"):
        getattr(service, name)()


def chosen(flag):
    name = "start" if flag else "stop"
    getattr(Service(), name)()
