from .legacy import OldManager, Plain, get_manager, helper


def show():
    from .legacy import get_manager as again

    return OldManager, Plain, get_manager, helper, again
