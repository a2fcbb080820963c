from abc import ABC
from enum import Enum

from library import Base


class Status(Enum):
    OPEN = "open"


class Shape(ABC):
    pass


class Model(ABC, Base):
    pass


def constructed():
    Status("open")
    Shape()
    Model()
