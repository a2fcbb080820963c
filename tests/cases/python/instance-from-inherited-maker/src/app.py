from pydantic import BaseModel


class Message(BaseModel):
    text: str

    def send(self):
        print(self.text)


class Ping(Message):
    def send(self):
        print("ping")


def parse(data):
    Message.model_validate(data).send()


def copied(ping: Ping):
    ping.model_copy().send()


def dump(data):
    Message.model_validate(data).model_dump().send()
