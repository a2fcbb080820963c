from hub.app import Hub


def proxy():
    Hub.launch_instance()
