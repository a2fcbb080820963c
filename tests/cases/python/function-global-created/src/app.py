import clients


def main():
    clients.connect()
    clients.ping()
    clients.client.close()


main()
