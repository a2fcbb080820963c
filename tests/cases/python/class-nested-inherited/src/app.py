class Serializer:
    class Meta:
        def fields(self):
            print("base")

    def dump(self):
        self.Meta().fields()


class UserSerializer(Serializer):
    class Meta(Serializer.Meta):
        def fields(self):
            super().fields()


def main():
    UserSerializer().dump()


main()
