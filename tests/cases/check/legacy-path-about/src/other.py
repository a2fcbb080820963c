class DeprecatedPort:
    """Deprecated port."""
