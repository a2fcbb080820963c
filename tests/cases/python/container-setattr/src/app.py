def beep():
    print("beep")


class Door:
    def push(self):
        self.on_push()


def main():
    door = Door()
    setattr(door, "on_push", beep)
    door.push()


main()
