def dumps():
    print("slow")


def loads(text):
    print("slow")
