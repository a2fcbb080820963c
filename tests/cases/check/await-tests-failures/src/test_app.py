import pytest


class Cancelled(BaseException):
    pass


class Nursery:
    def start_soon(self, function):
        self.function = function

    async def wait(self):
        raise Cancelled

    def later(self):
        raise Cancelled


def eager(nursery: Nursery):
    return nursery.wait()


async def test_cancelled():
    with pytest.raises(Cancelled):
        Nursery().wait()  # certain: calling it raises nothing
    with pytest.raises((Cancelled, ValueError)):
        Nursery().wait()  # certain
    with pytest.raises(TypeError):
        Nursery().wait()  # meant: maybe arguments are missing
    with pytest.raises((Cancelled, TypeError)):
        Nursery().wait()  # meant
    with pytest.warns(RuntimeWarning):
        Nursery().wait()  # meant: Python warns of just this


async def test_eager():
    with pytest.raises(Cancelled):
        eager(Nursery())  # meant: another function that may fail at once
    with pytest.raises(Cancelled):
        await Nursery().wait()
        eager(Nursery())  # certain: what is tried is awaited


def test_plain():
    with pytest.raises(Cancelled):
        Nursery().wait()  # meant: nobody can await it here


async def test_nursery():
    with pytest.raises(Cancelled):
        await Nursery().later()  # meant: it fails before that
    with pytest.raises(Cancelled):
        await Nursery().start_soon(eager)  # certain
        await Nursery().wait()
    with pytest.raises(Exception):
        await Nursery().start_soon(eager)  # meant
        await Nursery().wait()


async def test_groups():
    with pytest.RaisesGroup(pytest.RaisesExc(Cancelled, match="x")):
        await Nursery().start_soon(eager)  # certain: no group that is wanted
        await Nursery().wait()
    with pytest.RaisesGroup(pytest.RaisesExc(Cancelled), pytest.RaisesExc(TypeError)):
        await Nursery().start_soon(eager)  # meant
        await Nursery().wait()
    with pytest.RaisesGroup(pytest.RaisesExc(match="x")):
        await Nursery().start_soon(eager)  # meant: any may be
        await Nursery().wait()


async def test_warnings():
    with pytest.warns(ResourceWarning):
        await Nursery().start_soon(eager)  # certain: who warns goes on
    with pytest.warns(ResourceWarning):
        eager(Nursery())  # meant: it may warn at once
