from . import main as command


def run():
    pass


run()
