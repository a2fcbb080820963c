class Proxy:
    def __getattr__(self, name):
        return name

    def known(self):
        print("known")


def main():
    proxy = Proxy()
    proxy.known()
    print(proxy.unheard)
