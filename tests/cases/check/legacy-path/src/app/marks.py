import warnings

from typing_extensions import deprecated


@deprecated("use second")
def decorated(): ...


def warned():
    warnings.warn("use second", DeprecationWarning)


def sometimes(timeout=None):
    if timeout:
        warnings.warn("no timeout any more", DeprecationWarning)


def described():
    """Deprecated: use second."""
    return warned()


def directive(
    value=None,
):
    """Sends.

    .. deprecated:: 2.0
       use second
    """


def unreached():
    """DEPRECATED"""


def replacement():
    """Replaces the deprecated function above."""


class LegacyManager:
    def send(self): ...


class Client:
    def __init__(self):
        warnings.warn("use Session", DeprecationWarning, stacklevel=2)


def connect_old(): ...


def detect_legacy():
    replacement()


def legacy_enabled():
    return False


class DeprecatedConstant:
    """Deprecated constant."""

    def __init__(self, value):
        self.value = value


def brief(): 'Obsolete.'


def show_deprecation_warning():
    warnings.warn("whoever calls it", DeprecationWarning)


def quiet():
    warnings.filterwarnings("ignore", category=DeprecationWarning)


def deprecation(message):
    """Warns of what others say."""
    warnings.warn("[app] " + message, DeprecationWarning)


def deprecated_option(name):
    deprecation(name)
    return name


def send_with(text, encoding=None):
    """Sends.

    Args:
        text: what to send
        encoding:

            .. deprecated:: 2.0
               it is always UTF-8
    """


def list_marks():
    """Finds each ``.. deprecated::`` of a text."""


def first_words():
    """.. deprecated:: 3.0"""
