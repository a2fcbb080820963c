from typing import TYPE_CHECKING

from . import manager, missing_module
from .manager import WINDOWS, Manager, added, counter, missing, missing_too, started
from .gone import Manager as Gone, Other
from .lazy import made
from .stars import Manager as Starred, absent, relayed
from .foreign import anything
from ._speedups import mask
from chat.manager import __name__ as name
from elsewhere import whatever
import chat.lost.module

if TYPE_CHECKING:
    from .types import User

try:
    from .optional import extra
except ImportError:
    extra = None


def later():
    from chat.deleted import thing

    return thing


def by_other_names():
    from .keeps import lost, version_of, _hidden

    return lost, version_of, _hidden


def from_itself():
    from .filled import anything

    return anything
