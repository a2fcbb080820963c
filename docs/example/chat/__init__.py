"""Team chat over WebSockets."""

__version__ = "0.4.2"
