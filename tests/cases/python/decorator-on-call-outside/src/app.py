import codecs

import library


class Room:
    def open(self):
        pass


class Server:
    def __call__(self):
        pass


def handler():
    pass


def main():
    library.route("/rooms")(handler)()
    library.wrap(debug=True)(Server())()
    codecs.getdecoder("ascii")([Room()])[0].open()
    library.wrap(debug=True)(Room()).open()


main()
