import shop
import shop.cart.items


def main():
    shop.open()
    shop.orders.place()
    shop.cart.items.add()


def renamed():
    store = shop
    cart = store.cart
    cart.fill()
