class Dog:
    def speak(self):
        print("wuff")


class Cat:
    def speak(self):
        print("miau")


class Bird:
    def speak(self):
        print("piep")


def is_dog(pet):
    if isinstance(pet, Dog):
        pet.speak()


def is_no_dog(pet):
    if isinstance(pet, Dog):
        return
    pet.speak()


is_dog(Dog())
is_dog(Cat())
is_no_dog(Dog())
is_no_dog(Cat())
