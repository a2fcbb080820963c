from core import Store
from ids import IdStore
from names import NameStore

print(Store, NameStore, IdStore)
