class Room:
    def __str__(self):
        return "room"

    def __eq__(self, other):
        return isinstance(other, Room)

    def __hash__(self):
        return 1

    def __bool__(self):
        return True


class User:
    def __str__(self):
        return "user"


class Admin(User):
    def __str__(self):
        return "admin"


def show(thing):
    return f"<{thing}>"


def show_user(user):
    return str(user)


def show_either(thing: Room | str):
    return f"<{thing}>"


def show_some(name):
    return "%s" % name


def find(key):
    if key:
        print("found")
    return {key: 1}


def same(key):
    return key == "none"


def either(full):
    """Both are at hand."""
    thing = Room() if full else "room"
    return str(thing), hash((thing, 1))


def main():
    show(Room())
    show(User())
    show_user(User())
    show_user(Admin())
    show_either(Room())
    show_either("room")
    show_some(Room())
    show_some("room")
    find(Room())
    find("room")
    same(Room())
    same("room")
