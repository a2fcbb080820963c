from deprecation import DeprecatedName
from other import DeprecatedPort


def main():
    DeprecatedName("door")
    DeprecatedPort()


if __name__ == "__main__":
    main()
