class Root:
    def close(self):
        self.flush()

    def flush(self):
        return None


class Middle(Root):
    pass


class Leaf(Middle):
    def flush(self):
        return 1


def run(leaf: Leaf):
    leaf.close()


run(Leaf())
