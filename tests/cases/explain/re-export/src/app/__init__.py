from .deep import make
