from plugins.video import screen


def play():
    screen.show()
