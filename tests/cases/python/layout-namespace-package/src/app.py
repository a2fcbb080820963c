from plugins.audio import player
from plugins.video.screen import show


def main():
    player.play()
    show()


main()
