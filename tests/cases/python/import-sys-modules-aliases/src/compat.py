import sys

import slow.text

sys.modules["old"] = slow.text
sys.modules["same"] = sys.modules[__name__]
sys.modules["fast.text"] = sys.modules["slow.text"]


def setup():
    print("setup")
