from bridge.lock import turn


def open_gate():
    turn()
