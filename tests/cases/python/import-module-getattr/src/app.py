import config
from config import server


def main():
    config.client.ping()
    config.known()


def other():
    server.ping()
