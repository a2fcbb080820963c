from app.load import fetch, load_names, passed_on, write_names


def first(path):
    return load_names(path)["first"]


def save(path):
    write_names(path)


async def get(path):
    return await fetch(path)


def again(path):
    fetch(path)
    return passed_on(path)
