from chat.consumers import SeldomConsumer

application = SeldomConsumer.as_asgi()
