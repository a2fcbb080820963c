import shop
from shop import stock


def main():
    shop.orders.place()


def other():
    stock.reserve()
