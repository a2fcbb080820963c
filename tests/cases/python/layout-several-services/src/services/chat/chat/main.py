from chat.message import send


def start():
    send()
