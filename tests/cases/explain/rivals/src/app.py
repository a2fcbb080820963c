class Mail:
    def send(self):
        return 1


class Pager:
    def send(self):
        return 2


def use(target):
    target.send()


def main():
    mail = Mail()
    use(mail)
    pager = Pager()
    use(pager)
