class Session:
    def run(self):
        print("run")


class Database:
    def __enter__(self):
        print("enter")
        return Session()

    def __exit__(self, *failure):
        print("exit")


class Lock:
    def __enter__(self):
        print("lock")

    def __exit__(self, *failure):
        print("unlock")


def main():
    with Database() as session:
        session.run()


def several():
    lock = Lock()
    with lock, open("/dev/null"):
        print("held")


main()
several()
