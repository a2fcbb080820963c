import store


def send():
    print("send")


def relay(send):
    send()


def save(store):
    store.write()


def main():
    store.write()
    send()
