class Room:
    def open(self):
        self.light()

    def light(self):
        print("light")
