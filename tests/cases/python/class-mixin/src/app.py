class SendMixin:
    def send(self):
        self.encode()


class Json:
    def encode(self):
        print("json")


class JsonSocket(SendMixin, Json):
    pass


def main():
    JsonSocket().send()


main()
