from . import manager
from .manager import Manager
