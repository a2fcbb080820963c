def ring():
    print("ring")


def knock():
    print("knock")


def nothing():
    print("nothing")


signal = nothing
visitors = None


def be_loud():
    global signal
    signal = ring


class House:
    def open(self):
        global visitors, signal
        visitors = knock


def pretend():
    signal = knock
    return signal


be_loud()
signal()
House().open()
visitors()
pretend()
