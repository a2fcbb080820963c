def one():
    print("one")


class Steps(list):
    def run(self):
        for step in self:
            step()


class Table(dict):
    def run(self, name):
        self[name]()


def main():
    steps = Steps()
    steps.append(one)
    steps.run()
    table = Table()
    table["a"] = one
    table.run("a")


main()
