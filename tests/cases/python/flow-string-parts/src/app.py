def first():
    pass


def second():
    pass


HANDLERS = {"a_long_name": first, 'it\'s': second}


def parts():
    HANDLERS["a_long"
             "_name"]()


def quotes():
    HANDLERS["it's"]()


def none():
    HANDLERS["a_long" "name"]()
