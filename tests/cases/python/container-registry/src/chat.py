from registry import registry


@registry.on("join")
def join():
    print("join")


@registry.on("leave")
def leave():
    print("leave")
