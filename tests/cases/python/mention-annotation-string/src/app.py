def helper():
    return int


def main(text: "helper()") -> "helper()":
    return text
