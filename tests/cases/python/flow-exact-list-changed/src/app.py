def first():
    print("first")


def second():
    print("second")


def third():
    print("third")


def inserted():
    steps = [first]
    steps.insert(0, second)
    steps[1]()


def reversed_():
    steps = [first, second, third]
    steps.reverse()
    steps[0]()


def cleared():
    steps = [first]
    steps.clear()
    steps.append(second)
    steps[0]()


def extended():
    steps = [first]
    steps.extend([second, third])
    steps[2]()


def overridden():
    known = {"run": first}
    steps = {**known, "run": second}
    steps["run"]()


def hidden():
    known = {"run": first}
    steps = {"run": second, **known}
    steps["run"]()


inserted()
reversed_()
cleared()
extended()
overridden()
hidden()
