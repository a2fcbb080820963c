from werkzeug.local import LocalProxy


class App:
    def url(self):
        return "/"


def find():
    return App()


current: App = LocalProxy(find)
plain = LocalProxy(find)


def view():
    plain.url()
    return current.url()
