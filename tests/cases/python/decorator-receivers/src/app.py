"""A wrapper passes the receivers of all methods that it wraps to each of them. Each method runs on those of its class."""
import functools


def logged(method):
    @functools.wraps(method)
    def wrapper(self, *args):
        return method(self, *args)

    return wrapper


class Page:
    @logged
    def show(self):
        return self.render()

    def render(self):
        return ""


class Chat:
    @logged
    def show(self):
        return self.render()

    def render(self):
        return ""


class Quiet(Chat):
    def render(self):
        return None


class Named:
    """Mixed into what has a name."""

    @logged
    def title(self):
        return self.name()


class Room:
    def name(self):
        return "room"


class NamedRoom(Named, Room):
    pass


class Menu:
    def draw(self):
        return self.items()

    def items(self):
        return []


class Borrower:
    draw = Menu.draw

    def items(self):
        return [1]


def main(room: Room):
    Page().show()
    Quiet().show()
    NamedRoom().title()
    Named.title(room)  # it may be a NamedRoom
    Borrower().draw()  # what is not wrapped is bound to whoever has it
