def quote():
    print("quoted")
