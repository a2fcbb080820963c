def deprecated_callable(function):
    return function


class DeprecatedField:
    """A field that is deprecated."""
