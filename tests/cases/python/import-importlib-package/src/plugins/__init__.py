from importlib import import_module


def load_video():
    import_module(".video", package=__package__).start()


def load_audio():
    import_module(__name__ + ".audio").start()
