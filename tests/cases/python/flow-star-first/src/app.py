class Source:
    def items(self):
        return [first]


def first():
    print("first")


def second():
    print("second")


def in_list(source: Source):
    [*source.items()][0]()


def in_set(source: Source):
    for function in {*source.items()}:
        function()


def in_tuple(source: Source):
    both = *source.items(), second
    both[0]()


def of_map():
    return [*map(lambda function: function(), (second,))]
