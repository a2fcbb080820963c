from core import Store

NameStore = Store[str]  # a type of its own, and no second path of Store
