from plugins import load_audio, load_video, loader


def main():
    load_video()
    load_audio()
    loader.load_video()


main()
