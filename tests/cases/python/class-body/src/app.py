def read(name):
    return name


class Settings:
    host = read("host")
    ports = [read(name) for name in ("http", "ws")]
