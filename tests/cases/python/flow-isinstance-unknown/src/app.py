class Dog:
    def speak(self):
        print("wuff")


class Cat:
    def speak(self):
        print("miau")


class Bird:
    def speak(self):
        print("piep")


def tested(pet):
    if isinstance(pet, Dog):
        pet.speak()


def several(pet):
    if isinstance(pet, (Cat, Bird)):
        pet.speak()


def refused(pet):
    if not isinstance(pet, Cat):
        return
    pet.speak()


def asserted(pet):
    assert isinstance(pet, Bird)
    pet.speak()


def combined(pet, loud):
    if loud and isinstance(pet, Dog):
        pet.speak()
