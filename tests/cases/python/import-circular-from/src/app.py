from chat import Server

Server().start()
