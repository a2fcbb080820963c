class Room:
    def open(self):
        print("room")
