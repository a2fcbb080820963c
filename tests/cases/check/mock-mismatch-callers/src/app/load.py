from plugins import client


def load_names(path):
    return client.load(path)


def write_names(path):
    return client.write(path)


def fetch(path):
    return client.fetch(path)


def passed_on(path):
    return client.pass_on(path)


def uncalled(path):
    return client.call(path)
