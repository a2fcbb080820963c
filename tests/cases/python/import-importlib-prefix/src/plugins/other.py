def run():
    print("other")
