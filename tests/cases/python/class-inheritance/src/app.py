from base import Handler


class Chat(Handler):
    def __init__(self):
        super().__init__()

    def open(self):
        super().open()
        self.log()


def main():
    chat = Chat()
    chat.open()
    chat.close()


main()
