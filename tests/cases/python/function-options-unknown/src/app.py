import settings


class Room:
    def open(self, key, **options):
        self.light()

    def light(self):
        print("light")


def main():
    Room().open("a", **settings.load())
