"""https://docs.python.org/3/reference/expressions.html#attribute-references"""
import xml.etree.ElementTree as ET

from outside import root


def last():
    node = root
    while node.next:
        node = node.next
    node.close()


def tree():
    ET.ElementTree()
