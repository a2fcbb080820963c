from parts import *

_first()
_second()
_third()
_fourth()
