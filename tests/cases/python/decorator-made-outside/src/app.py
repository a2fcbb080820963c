from decorator import decorator


@decorator
def opens(method, self, *args, **kwargs):
    self.open()
    return method(self, *args, **kwargs)


class Connection:
    def open(self):
        print("open")

    @opens
    def send(self):
        print("send")


def main():
    Connection().send()
