from chat.engine import Hall, annotated, find, known, stream


def by_result():
    find("a").close()


def by_flow():
    known().enter()


def by_annotation():
    annotated("a").close()


def by_attribute():
    Hall().door.close()


def by_class_attribute():
    Hall().limit.close()


def by_class():
    Hall().other().enter()


def by_iteration():
    for room in stream():
        room.close()


def overridden():
    find("a").send()
