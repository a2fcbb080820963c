from typing import Any, Dict, Optional

import store


class Cache:
    def find(self, key) -> Optional[Dict]:
        if not key:
            return None
        return store.load(key)

    def guess(self, key) -> Optional[Any]:
        if not key:
            return None
        return store.load(key)


async def main():
    await Cache().find("a")
    await Cache().guess("a")
