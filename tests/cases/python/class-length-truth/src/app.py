class Queue:
    def __len__(self):
        return self.count()

    def count(self):
        return 0


def main():
    queue = Queue()
    if queue:
        print("waiting")
