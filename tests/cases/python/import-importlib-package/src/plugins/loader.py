from importlib import import_module


def load_video():
    import_module(".video", __package__).start()
