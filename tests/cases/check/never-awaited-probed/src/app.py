class Store:
    async def text(self):
        return "a"


def probed():
    found = Store().text()  # likely: no coroutine has it
    assert hasattr(found, "save")


def got():
    found = Store().text()  # certain
    return callable(getattr(found, "save"))


def got_or_nothing():
    found = Store().text()  # likely
    return getattr(found, "save", None) is None


def sought():
    found = Store().text()  # certain: it cannot be searched
    assert found is not None
    return "a" in found


def shown():
    found = Store().text()  # likely: whatever the text is for, nobody awaits it
    assert found, "nothing"
    print(f"found {found}")


async def right_where_it_may_be_something_else():
    found = Store().text()
    if hasattr(found, "save"):
        return found.save
    return await found


async def right_where_it_asks(found=None):
    found = Store().text()
    if hasattr(found, "__await__"):
        found = await found
    return found


async def right_where_it_goes_on(tasks):
    found = Store().text()
    assert found is not None
    print(f"adds {found}")
    tasks.append(found)


def right_in_a_collection(known):
    found = Store().text()
    known.add(found)
    return found in known
