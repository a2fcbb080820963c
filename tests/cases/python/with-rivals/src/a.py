from b import Remote


class Local:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        print(details)


def use(far):
    lock = Remote() if far else Local()
    with lock:
        print(far)
