from .manager import *
from .relayed import *
