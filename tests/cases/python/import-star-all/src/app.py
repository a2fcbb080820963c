from parts import *

shown()
_hidden()
open()
