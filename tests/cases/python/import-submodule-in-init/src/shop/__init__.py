from . import orders
from shop import stock
