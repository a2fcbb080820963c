class Phase:
    def __init__(self, name):
        self.name = name

    def run(self, agent):
        return getattr(agent, self.name)()


class Agent:
    def alpha(self):
        pass

    def bravo(self):
        pass

    def charlie(self):
        pass

    def delta(self):
        pass

    def echo(self):
        pass

    def foxtrot(self):
        pass

    def golf(self):
        pass

    def hotel(self):
        pass

    def india(self):
        pass

    def juliet(self):
        pass

    def kilo(self):
        pass

    def lima(self):
        pass


PHASES = [
    Phase("alpha"),
    Phase("bravo"),
    Phase("charlie"),
    Phase("delta"),
    Phase("echo"),
    Phase("foxtrot"),
    Phase("golf"),
    Phase("hotel"),
    Phase("india"),
    Phase("juliet"),
    Phase("kilo"),
    Phase("lima"),
]


def main():
    for phase in PHASES:
        phase.run(Agent())
