from .net import connect
