class Room:
    def send(self):
        print("sent")

    def close(self):
        print("closed")


class Loud(Room):
    def send(self):
        print("SENT")
