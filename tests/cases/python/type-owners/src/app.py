from collections import Counter, OrderedDict, defaultdict, deque
from typing import Deque, Dict, List, Set


class Hub:
    def __init__(self):
        self.active: Dict[str, Set[str]] = defaultdict(set)
        self.recent = deque(maxlen=3)

    def note(self, name):
        self.active[name].add(name)
        self.recent.append(name)
        self.recent.popleft()


def declared(names: Set[str], recent: Deque[str], rows: List[str], order: OrderedDict, counts: Counter):
    names.discard("a")
    recent.append("a")
    rows.append("a")
    order.move_to_end("a")
    counts.most_common(1)


async def text():
    return "a"


def forgotten():
    text().upper()
    text().close()
