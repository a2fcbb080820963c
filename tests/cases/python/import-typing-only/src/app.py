from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Store


def save(store: Store):
    store.write()


def load(store: "Store"):
    store.read()
