def run():
    print("load_two")
