class Vector:
    def __rmul__(self, other):
        return self

    def length(self):
        print("length")


def main():
    (2.0 * Vector()).length()
