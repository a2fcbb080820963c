def replaced():
    print("replaced")


def given():
    print("given")


def public(run=replaced):
    run()


def _private(run=replaced):
    run()


def of_script(run=replaced):
    run()


def left(run=replaced):
    run()


def unsure(run=replaced):
    run()


def use(options):
    public(given)
    _private(run=given)
    unsure(**options)


of_script(given)
left(given)
left()
