class Manager:
    def count(self):
        return 1


def main():
    Manager().count()
