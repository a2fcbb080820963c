class Session:
    def run(self):
        print("run")


def default():
    print("default")


def work(session=None):
    if session is None:
        session = Session()
    session.run()


def notify(callback=None):
    if callback is None:
        callback = default
    callback()


def quiet(callback=None):
    if callback is not None:
        callback()


work()
notify()
quiet()
quiet(default)
