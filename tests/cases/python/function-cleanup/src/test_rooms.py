import unittest


def reset():
    print("reset")


async def drain():
    print("drained")


class RoomTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.addCleanup(self.close)
        self.addAsyncCleanup(drain)

    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(reset)

    def close(self):
        print("closed")

    def test_nothing(self):
        print(self.close)
