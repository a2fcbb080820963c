import atexit
import contextvars
import json
import sched


class Room:
    def close(self):
        print("close")


def make(name):
    print(name)
    return Room()


def in_context():
    context = contextvars.copy_context()
    context.run(make, "room").close()


def encode(value):
    return str(value)


def decode(value):
    return value


def store(data):
    return json.loads(json.dumps(data, default=encode), object_hook=decode)


def tick():
    print("tick")


def schedule():
    scheduler = sched.scheduler()
    scheduler.enter(1, 1, tick)
    scheduler.run()


@atexit.register
def leave():
    print("leave")
