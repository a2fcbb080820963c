"""`from module import name` asks for module.__path__, which only packages have. The Import System, PEP 562."""
from typing import TYPE_CHECKING

import shop.old
from lazy import value
from shop import old

if TYPE_CHECKING:
    from shop.old import known as typed


def main():
    from shop.old import known

    known()
    value()
