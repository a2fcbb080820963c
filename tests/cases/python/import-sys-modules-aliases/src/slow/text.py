def render():
    print("render")
