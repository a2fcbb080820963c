CLASSES = []


def register(cls):
    CLASSES.append(cls)
    return cls


@register
class Room:
    def open(self):
        print("open")


def main():
    Room().open()


def each():
    for cls in CLASSES:
        cls().open()
