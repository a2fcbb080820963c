import settings
from settings import read


def main():
    settings.load()
    read()
    print(settings.size)


main()
