class Loop:
    def __new__(cls):
        implementation = cls.choose() if cls is Loop else cls
        return super().__new__(implementation)

    @staticmethod
    def choose():
        return FastLoop

    def stop(self):
        raise NotImplementedError

    def start(self):
        self.stop()


class FastLoop(Loop):
    def stop(self):
        print("stop")


def main():
    Loop().stop()
    FastLoop().stop()


main()
