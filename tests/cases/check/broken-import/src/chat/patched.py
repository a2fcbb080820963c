from chat import manager

manager.added = 1
