def note():
    print("note")
