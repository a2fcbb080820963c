def show():
    print("show")


def save():
    print("save")


def drop():
    print("drop")


ROUTES = {("GET", "/"): show, ("POST", "/"): save, None: drop}
FRAMES = {b"s": show, "s": save}
CHANGES = {}
CHANGES["room", 1] = save
CHANGES["room", 2] = drop


def get():
    ROUTES["GET", "/"]()


def post():
    ROUTES.get(("POST", "/"))()


def fall_back():
    ROUTES[None]()


def read_frame():
    FRAMES[b"s"]()


def change():
    CHANGES[("room", 2)]()


def any_route(method, path):
    ROUTES[method, path]()


def number():
    steps = {-1: show, 1: save}
    steps[-1]()


def make_key():
    return 1


def forget():
    del CHANGES["room", make_key()]


get()
post()
fall_back()
read_frame()
change()
any_route(input(), input())
number()
forget()
