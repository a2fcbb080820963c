from abc import abstractmethod


class Task:
    def execute(self):
        self.prepare()
        self.run()

    @abstractmethod
    def run(self): ...

    def prepare(self):
        raise NotImplementedError


class Copy(Task):
    def run(self):
        print("copy")

    def prepare(self):
        print("prepare")


class Move(Task):
    def run(self):
        print("move")

    def prepare(self):
        print("prepare")


def main():
    for task in (Copy(), Move()):
        task.execute()


main()
