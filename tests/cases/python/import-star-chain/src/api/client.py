from .transport import *
