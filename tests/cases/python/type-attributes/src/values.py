def read(values, kind):
    found = {"a": 1} if kind else 3.5
    found.get("a")
    text = "a" if kind else [1]
    text.lower()
    text.append(2)
    text.fly()
    text.__class__.__name__.lower()


def fail(values):
    try:
        values()
    except ValueError as error:
        error.with_traceback(None)
        error.explain()
