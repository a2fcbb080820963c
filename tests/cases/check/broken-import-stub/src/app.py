from native import _create, lost, make


def run():
    return make(_create(lost))
