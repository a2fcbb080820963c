from app import marks, old_wire
from app.marks import Client, LegacyManager, connect_old, detect_legacy, legacy_enabled


def first():
    marks.decorated()
    marks.warned()
    marks.sometimes(1)


def second():
    marks.warned()
    marks.described()
    marks.directive()


def third(flag):
    LegacyManager().send()
    connect_old()
    detect_legacy()
    legacy_enabled()
    old_wire.pack()
    handler = marks.described if flag else first
    handler()
    Client()
    marks.quiet()
    marks.deprecated_option("--old")  # silent: it is about what is deprecated
    marks.DeprecatedConstant(1)  # likely: by its name, which the docstring repeats
    marks.brief()
    marks.send_with("x")  # silent: a parameter is deprecated
    marks.list_marks()  # silent: it is about the directive
    marks.first_words()


def unused():
    marks.unreached()


if __name__ == "__main__":
    first()
    second()
    third(True)
