import os

if os.environ.get("FAST"):
    from fast import send
else:
    from slow import send


def main():
    send()
