class Room:
    def open(self):
        pass


class Hall:
    def open(self):
        pass


class Holder:
    def __init__(self, place):
        self.place = place
        self.inner = None

    @property
    def current(self):
        return self.place

    def holds(self):
        if isinstance(self.place, Room):
            self.log()
            self.place.open()

    def fails(self):
        if isinstance(self.place, Room):
            return
        self.place.open()

    def before_and_after(self):
        if isinstance(self.place, Room):
            pass
        self.place.open()

    def assigned(self):
        if isinstance(self.place, Room):
            self.place = Hall()
            self.place.open()

    def rebound(self, other):
        if isinstance(self.place, Room):
            self = other
            self.place.open()

    def by_property(self):
        assert isinstance(self.current, Hall)
        self.current.open()

    def in_loop(self, times):
        assert isinstance(self.place, Room)
        for _ in times:
            self.place.open()

    def changed_in_loop(self, times):
        assert isinstance(self.place, Room)
        for _ in times:
            self.place.open()
            self.place = Hall()

    def after_handler(self):
        assert isinstance(self.place, Room)
        try:
            self.place = Hall()
            self.log()
        except ValueError:
            self.place.open()

    def log(self):
        pass


def deep(outer):
    if isinstance(outer.inner.place, Room):
        outer.inner.place.open()
    else:
        outer.inner.place.open()


def shorter_assigned(outer, other):
    if isinstance(outer.inner.place, Room):
        outer.inner = other
        outer.inner.place.open()


def item():
    pair = make(("name", Room()), ("name", Hall()))
    if isinstance(pair[1], Room):
        pair[1].open()


def item_assigned(index):
    pair = make(["name", Room()], ["name", Hall()])
    if isinstance(pair[1], Room):
        pair[index] = Hall()
        pair[1].open()


def make(one, other):
    return one or other


def either(holder):
    return holder.place.open() if isinstance(holder.place, Room) and not holder.log() else None


def matched(holder):
    match holder.place:
        case Room():
            holder.place.open()
        case _:
            holder.place.open()


def main(flag):
    holder = Holder(Room() if flag else Hall())
    outer = Holder(None)
    outer.inner = holder
    holder.holds()
    holder.fails()
    holder.before_and_after()
    holder.assigned()
    holder.rebound(holder)
    holder.by_property()
    holder.in_loop([1])
    holder.changed_in_loop([1])
    holder.after_handler()
    deep(outer)
    shorter_assigned(outer, holder)
    item()
    item_assigned(0)
    either(holder)
    matched(holder)
