class DeprecatedName:
    """Deprecated name."""

    def __init__(self, name):
        self.name = name
