class Manager:
    def send(self, text):
        print(text)


def get_manager():
    return Manager()
