from functools import partial


def auto(cls=None, *, angular=False):
    def replace(cls, angular):
        def show(self):
            return cls.__name__

        cls.show = show
        return cls

    if cls is None:
        return partial(replace, angular=angular)
    return replace(cls, angular)


@auto(angular=True)
class Room:
    pass


def main():
    return Room().show()
