def first():
    print("first")


def second():
    print("second")


class Queue:
    def __init__(self):
        self.removed = [first, second]
        self.popped = [first, second]
        self.shortened = [first, second]
        self.deleted = [first, second]
        self.inserted = [first]
        self.assigned = [first]

    def remove(self):
        self.removed.remove(first)
        self.removed[0]()

    def pop(self):
        self.popped.pop(0)
        self.popped[0]()

    def shorten(self):
        self.shortened.pop()
        self.shortened[0]()

    def delete(self):
        del self.deleted[0]
        self.deleted[0]()

    def insert(self):
        self.inserted.insert(0, second)
        self.inserted[1]()

    def assign(self):
        self.assigned[0:0] = [second]
        self.assigned[1]()


def local():
    steps = [first, second]
    steps.remove(first)
    steps[0]()
