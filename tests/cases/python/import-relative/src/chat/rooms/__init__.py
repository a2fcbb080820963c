from ..log import note as remember


def opened():
    remember()
