class Base:
    def run(self):
        print("Base")

    def other(self):
        print("other")


class A(Base):
    def run(self):
        print("A")


class B(Base):
    def run(self):
        print("B")


class C:
    def run(self):
        print("C")


def branches(x):
    if isinstance(x, A):
        x.run()
    elif isinstance(x, C):
        x.run()
    elif x is not None:
        x.run()


def early_return(x):
    if not isinstance(x, A):
        return
    x.run()


def early_raise(x):
    if isinstance(x, (A, B)):
        raise ValueError(x)
    if x:
        x.run()


def asserted(x):
    assert isinstance(x, C), x
    x.run()


def in_and(x):
    return isinstance(x, B) and x.run()


def in_or(x):
    return not isinstance(x, B) or x.run()


def both(x, flag):
    if flag and isinstance(x, B):
        x.run()
    else:
        print(x)


def choice(x):
    return x.run() if isinstance(x, A) else None


def subclasses(x):
    if isinstance(x, Base):
        x.run()


def union(x):
    if isinstance(x, A | C):
        x.run()


def in_comprehension(x):
    return [y.run() for y in (x,) if isinstance(y, C)]


def in_loop(x):
    while isinstance(x, A):
        x.run()
        x = x.next


def skipped_in_loop(x):
    for y in [x]:
        if not isinstance(y, C):
            continue
        y.run()


def walrus(x):
    if isinstance(y := x, A):
        y.run()


def of_type(x):
    if type(x) is A:
        x.run()


def not_of_type(x):
    if type(x) is Base:
        return
    if x is not None:
        x.run()


def after_the_branches(x):
    if isinstance(x, A):
        print(x)
    if x is not None:
        x.run()


def one_of_two_then(x):
    if isinstance(x, A):
        kind = 1
    elif isinstance(x, B):
        kind = 2
    else:
        return
    print(kind)
    x.run()


def rebound(x):
    if isinstance(x, A):
        x = C()
        x.run()


def rebound_in_a_loop(x):
    while x is not None:
        if isinstance(x, A):
            x = C()
        x.run()
        x = None


def remembered_by_a_lambda(x):
    if isinstance(x, B):
        (lambda: x.run())()


def of_several_tests(x):
    if isinstance(x, Base) and not isinstance(x, A):
        x.run()

for x in (A(), B(), C(), None):
    branches(x)
    early_return(x)
    early_raise(x)
    asserted(x)
    in_and(x)
    in_or(x)
    both(x)
    choice(x)
    subclasses(x)
    union(x)
    in_comprehension(x)
    in_loop(x)
    skipped_in_loop(x)
    walrus(x)
    of_type(x)
    not_of_type(x)
    after_the_branches(x)
    one_of_two_then(x)
    rebound(x)
    rebound_in_a_loop(x)
    remembered_by_a_lambda(x)
    of_several_tests(x)
