import shop.orders
import shop.stock as stock
from shop import prices


def main():
    shop.orders.place()
    stock.reserve()
    prices.quote()


main()
