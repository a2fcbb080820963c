from contextlib import suppress


def get_manager():
    return "manager"


# Right: it tries.


async def tried():
    try:
        manager = await get_manager()
    except TypeError:
        manager = get_manager()
    return manager


async def tried_later():
    result = get_manager()
    try:
        return await result
    except TypeError:
        return result


# Mistakes.


async def for_another_reason():
    try:
        return await get_manager()  # certain
    except ValueError:
        return None


async def in_the_handler():
    try:
        return 1
    except ValueError:
        return await get_manager()  # certain: the other handler catches nothing of this one
    except TypeError:
        return None


async def behind():
    try:
        print("ready")
    except TypeError:
        print("not ready")
    return await get_manager()  # certain


async def around_another():
    try:
        async def inner():
            return await get_manager()  # certain
        return inner
    except TypeError:
        return None


async def among_others(session):
    try:
        await session.open()
        manager = await get_manager()  # certain: nothing says that this is what is tried
        return await session.send(manager)
    except TypeError:
        return None


async def refused():
    try:
        return await get_manager()  # certain: what is wrong may be what was passed, as well
    except (ValueError, TypeError):
        return None


async def suppressed():
    with suppress(TypeError):
        await get_manager()  # meant
    with suppress(ValueError):
        await get_manager()  # certain
    with suppress(ValueError, TypeError):
        await get_manager()  # certain
