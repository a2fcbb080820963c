_IS_SYNC = False
_VERBOSE = True
_READY = False
_DEBUG = False


def close():
    return 1


async def open_room():
    return 1


def start():
    global _READY
    _READY = True


async def switched(name):
    if _IS_SYNC:
        open_room()
    if _IS_SYNC and name:
        open_room()
    if not (_IS_SYNC or False):
        await open_room()
    else:
        await close()
    if name:
        return
    elif _VERBOSE:
        name = "room"
    else:
        await close()


async def in_use(name, _DEBUG):
    if not _IS_SYNC:
        open_room()  # bug
    if _VERBOSE:
        await close()  # bug
    if _READY:
        await close()  # bug: start() sets it
    if _DEBUG:
        await close()  # bug: another name
    if _IS_SYNC or name:
        open_room()  # bug


if False and close():
    open_room()
