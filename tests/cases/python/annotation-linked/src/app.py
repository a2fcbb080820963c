from __future__ import annotations


class Node:
    following: Node | None = None

    def visit(self):
        print("visit")


def walk(node: Node | None):
    while node is not None:
        node.visit()
        node = node.following


def skip(node: Node | None):
    if node is None:
        return
    node.visit()
