from billing.invoice import send


def start():
    send()
