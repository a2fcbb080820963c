import service


def fake():
    print("fake")


def patch():
    service.send = fake


def main():
    service.send()


patch()
main()
