"""https://docs.python.org/3/reference/datamodel.html#special-method-names"""
from itertools import zip_longest


class Missing:
    def fail(self, *others):
        raise TypeError

    __str__ = __add__ = __getitem__ = fail


class Words:
    def __init__(self, words):
        self.words = words

    def __iter__(self):
        return iter(self.words)

    def __getitem__(self, index):
        return self.words[index]


class Word:
    def __getitem__(self, index):
        return "a"

    def __str__(self):
        return "word"


def show(known):
    value = Missing() if known else 1
    return str(value)


def told():
    return input().format(Word())


def first():
    return Words([Word()])[0]


def pairs():
    words = Words([Word(), Word()])
    for first, second in zip_longest(words, words[1:]):
        print(first)
