def serve():
    first()


def first():
    print("first")
