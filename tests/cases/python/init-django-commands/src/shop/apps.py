import threading

from django.apps import AppConfig


def work_ask():
    print("ask")


def ask():
    threading.Thread(target=work_ask).start()


def work_bid():
    print("bid")


def bid():
    threading.Thread(target=work_bid).start()


def work_buy():
    print("buy")


def buy():
    threading.Thread(target=work_buy).start()


def work_count():
    print("count")


def count():
    threading.Thread(target=work_count).start()


def work_deliver():
    print("deliver")


def deliver():
    threading.Thread(target=work_deliver).start()


def work_earn():
    print("earn")


def earn():
    threading.Thread(target=work_earn).start()


def work_fetch():
    print("fetch")


def fetch():
    threading.Thread(target=work_fetch).start()


def work_give():
    print("give")


def give():
    threading.Thread(target=work_give).start()


def work_hire():
    print("hire")


def hire():
    threading.Thread(target=work_hire).start()


def work_invest():
    print("invest")


def invest():
    threading.Thread(target=work_invest).start()


class ShopConfig(AppConfig):
    def ready(self):
        ask()
        bid()
        buy()
        count()
        deliver()
        earn()
        fetch()
        give()
        hire()
        invest()
