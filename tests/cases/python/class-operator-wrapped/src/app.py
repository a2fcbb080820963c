def tracked(method):
    def wrapper(self, key, value):
        return method(self, key, value)

    return wrapper


class Store:
    @tracked
    def __setitem__(self, key, value):
        print("store")

    def put(self, key):
        self[key] = None


class Frozen(Store):
    def __setitem__(self, key, value):
        raise TypeError(key)


class Only:
    @tracked
    def __setitem__(self, key, value):
        print("only")

    def put(self, key):
        self[key] = None
