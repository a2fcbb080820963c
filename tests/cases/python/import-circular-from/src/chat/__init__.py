from .server import Server
from .client import Client
