def run():
    print("load_one")
