from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heavy import send
else:
    from light import send


def main():
    send()


main()
