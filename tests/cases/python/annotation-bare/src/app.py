from typing import Deque, Dict, List, Set, Text, TypedDict


class Options(TypedDict):
    name: str


def bare(rows: List, names: Dict, tags: Set, recent: Deque, text: Text):
    rows.append(1)
    names.get("a")
    tags.add(1)
    recent.popleft()
    text.upper()


def typed(options: Options):
    options.get("name")


def made():
    Options(name="a").items()
