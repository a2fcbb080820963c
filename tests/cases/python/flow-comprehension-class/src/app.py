def pick():
    print("module's")


def rows():
    return []


class Table:
    def pick():
        print("class's")

    def rows():
        return [1]

    chosen = [pick() for _ in range(2)]
    listed = [row for row in rows()]
    later = lambda: pick()

    def choose(self, function=pick):
        function()


Table().choose()
