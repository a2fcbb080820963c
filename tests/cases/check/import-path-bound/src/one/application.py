from base.application import Application


class Own(Application): ...


main = Own.launch
