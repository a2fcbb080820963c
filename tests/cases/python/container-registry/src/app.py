import chat
from registry import registry


def dispatch(event):
    registry.find(event)()
