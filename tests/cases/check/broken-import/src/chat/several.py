from chat.nowhere import (
    one,
    two,
)
from chat.beside import (
    three,
)
