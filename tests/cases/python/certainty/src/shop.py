from collections.abc import Awaitable, Callable


class Cart:
    def __init__(self, items=None):
        self.items = items

    def __len__(self):
        return 1

    def __iter__(self):
        return iter([])

    def __str__(self):
        return "cart"

    def __eq__(self, other):
        return True

    def __add__(self, other):
        return self

    def __lt__(self, other):
        return True


class Basket(Cart):
    pass


class Pay:
    async def __call__(self, sum):
        return sum


def make(items):
    return Cart(items)


def mixed(full):
    cart = Cart() if full else [1, 2]
    for item in cart:
        print(item)
    return len(cart)


def optional(full):
    cart = Cart() if full else None
    if cart:
        return cart + 1
    return f"{cart}"


def sure(full):
    cart = Cart() if full else Basket()
    for item in cart:
        print(item)
    return str(cart), cart == 3, cart + 1, sorted([cart])


def literals(full):
    price = Cart() if full else 3
    return price == 3, price + 1


def several(full):
    maker = Cart if full else make
    return maker([])


def relatives(full):
    maker = Cart if full else Basket
    return maker([])


def called(full):
    pay = Pay() if full else make
    return pay(3)


async def declared(pay: Callable[[int], Awaitable[int]]):
    chosen = pay or Pay()
    return await chosen(3)


async def awaited(full):
    pay = Pay()
    return await pay(3)
