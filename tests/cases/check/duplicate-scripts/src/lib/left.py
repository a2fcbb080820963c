from lib.node import Node


def create_end_node():
    return Node("bye")
