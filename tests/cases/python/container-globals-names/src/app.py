HANDLERS = {"start": "on_start", "stop": "on_stop"}


def on_start():
    print("start")


def on_stop():
    print("stop")


def on_other():
    print("other")


def run_all():
    for name in ("on_start", "on_stop"):
        globals()[name]()


def run(event):
    globals()[HANDLERS[event]]()


def run_start():
    globals()[HANDLERS["start"]]()


def run_any(name):
    globals()[name]()


def run_if_there():
    globals().get("on_start", on_other)()
