from flask import Flask
from flask_sock import Sock
from flask_socketio import Namespace, SocketIO, emit

app = Flask(__name__)
sock = Sock(app)
events = SocketIO(app)


@sock.route("/echo")
def echo(socket):
    while True:
        socket.send(socket.receive())


@events.on("say")
def say(data):
    emit("said", data)


def added(data):
    pass


class Room(Namespace):
    def on_connect(self):
        pass


def work():
    pass


events.on_event("added", added)
events.on_namespace(Room("/room"))


def main():
    events.start_background_task(work)
    events.run(app)
