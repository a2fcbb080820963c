def send():
    print("send")


def log():
    print("log")


def first_of(callback=None):
    (callback or send)()


def guarded(callback=None):
    callback and callback()


def either(flag):
    (flag and send or log)()


first_of(None)
guarded(log)
either(True)
