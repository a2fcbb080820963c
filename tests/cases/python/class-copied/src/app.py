import copy
import pickle


class Room:
    def open(self):
        print("open")


class House:
    def __copy__(self):
        return Room()

    def __deepcopy__(self, memo):
        return Room()


class Tower:
    def __reduce__(self):
        return (Room, ())

    def climb(self):
        print("climb")


def copied():
    copy.copy(House())


def deeply():
    copy.deepcopy(House())


def plain():
    copy.copy(Room()).open()


def reduced():
    pickle.dumps(Tower())
    copy.copy(Tower()).climb()
