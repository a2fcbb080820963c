from .. import log


def unlock():
    log.note()
