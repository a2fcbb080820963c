class Room:
    def open(self):
        print("open")


class Floor:
    def __getitem__(self, index):
        if index:
            raise IndexError
        return Room()


def main():
    for room in Floor():
        room.open()


main()
