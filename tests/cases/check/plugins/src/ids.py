from core import Store

IdStore = Store[int]
