from lib.node import Node


def create_start_node():
    return Node("hello")


if __name__ == "__main__":
    create_start_node()
