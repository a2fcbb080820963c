def main():
    start()


def start():
    from .main import run

    run()
