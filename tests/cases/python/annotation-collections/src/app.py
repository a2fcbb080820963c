from collections.abc import Iterable, Mapping
from typing import Dict, Iterator, List, Optional, Sequence, Tuple


class Room:
    def open(self):
        print("open")


def by_list(rooms: list[Room]):
    for room in rooms:
        room.open()


def by_index(rooms: List[Room]):
    rooms[0].open()


def by_values(rooms: dict[str, Room]):
    for room in rooms.values():
        room.open()


def by_items(rooms: Dict[str, Room]):
    for name, room in rooms.items():
        room.open()


def by_key(rooms: Mapping[str, Room]):
    rooms["a"].open()


def by_get(rooms: dict[str, Room]):
    rooms.get("a").open()


def by_place(pair: tuple[str, Room]):
    name, room = pair
    room.open()


def by_tuple(rooms: Tuple[Room, ...]):
    rooms[0].open()


def by_iterator(rooms: Iterator[Room]):
    next(rooms).open()


def by_iterable(rooms: Iterable[Room]):
    [room.open() for room in rooms]


def by_optional(rooms: Optional[Sequence[Room]]):
    for room in rooms or []:
        room.open()


def by_nested(floors: dict[str, list[Room]]):
    for rooms in floors.values():
        for room in rooms:
            room.open()
