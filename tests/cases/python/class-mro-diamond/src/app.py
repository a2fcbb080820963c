class A:
    def save(self):
        print("A")


class B(A):
    def save(self):
        super().save()


class C(A):
    def save(self):
        super().save()


class D(B, C):
    def save(self):
        super().save()


def main():
    D().save()


def other():
    B().save()


main()
other()
