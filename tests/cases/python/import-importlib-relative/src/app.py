from importlib import import_module


def main():
    import_module(".video", package="plugins").start()
