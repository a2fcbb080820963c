def make():
    return 1


def quiet():
    print("quiet")


def loud():
    print("loud")


def speak(voice=quiet, volume=make()):
    voice()


def whisper(voice=quiet):
    voice()


speak()
speak(loud)
whisper()
