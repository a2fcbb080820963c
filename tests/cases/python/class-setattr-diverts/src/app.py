def ring():
    print("ring")


class Options(dict):
    def __setattr__(self, name, value):
        self[name] = value

    def __getattr__(self, name):
        return self[name]


class Checked:
    def __setattr__(self, name, value):
        super().__setattr__(name, value)

    def __getattr__(self, name):
        return None


def divert():
    options = Options()
    options.bell = ring
    options.bell()


def keep():
    checked = Checked()
    checked.bell = ring
    checked.bell()


divert()
keep()
