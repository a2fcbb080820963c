from .older import helper

print(helper())
