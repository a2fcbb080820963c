import compat
import fast.text
import old
import same


def main():
    fast.text.render()


def renamed():
    old.render()
    same.setup()
