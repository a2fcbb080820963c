def handler():
    print("handled")


def unused():
    print("never")


def each(function):
    function()


kept = unused
each(handler)
print(unused)
