def one():
    print("one")


def two():
    print("two")


def kept():
    actions = []
    for step in (one, two):
        actions.append(lambda step=step: step())
    for action in actions:
        action()


def shared():
    actions = []
    for step in (one, two):
        actions.append(lambda: step())
        actions[0]()


kept()
shared()
