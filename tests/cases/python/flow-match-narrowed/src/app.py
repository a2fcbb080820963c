class Cat:
    def speak(self):
        print("meow")

    def purr(self):
        print("purr")


class Dog:
    def speak(self):
        print("wuff")


class Fox:
    def speak(self):
        print("?")


def choose(number):
    if number == 0:
        return None
    return Cat() if number == 1 else Dog() if number == 2 else Fox()


def either(number):
    pet = choose(number)
    match pet:
        case Cat() | Dog():
            pet.speak()


def remaining(number):
    pet = choose(number)
    match pet:
        case None:
            return
        case Cat():
            return
        case (Dog() as dog):
            dog.speak()
        case other:
            other.speak()


def exits(number):
    pet = choose(number)
    match pet:
        case Cat() | Dog():
            return
    if pet is not None:
        pet.speak()


def guarded(number):
    pet = choose(number)
    match pet:
        case Cat() if number > 1:
            pet.purr()
        case None:
            pass
        case _:
            pet.speak()


def pair():
    match Cat(), Dog():
        case cat, dog:
            cat.purr()


def shadow():
    pet = [Cat()]
    match pet:
        case [pet]:
            pet.purr()


for number in range(3):
    either(number)
    remaining(number)
    exits(number)
    guarded(number)
pair()
shadow()
