from deprecated import DeprecatedField, deprecated_callable
from deprecation import DeprecatedName
from options_ import gone, old_names, version_of
from other import DeprecatedPort


def main():
    DeprecatedName("door")
    DeprecatedPort()
    deprecated_callable(DeprecatedField)
    version_of(None)
    old_names([])
    gone([])


if __name__ == "__main__":
    main()
