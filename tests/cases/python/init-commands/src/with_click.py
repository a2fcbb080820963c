import click

import chat


@click.group()
def main():
    pass


@main.command("run")
@click.option("--port", default=80)
def run_server(port):
    chat.run(port)


@main.command()
def version():
    print("1")


@main.group()
def users():
    print("users")


@users.command()
def add():
    print("added")


if __name__ == "__main__":
    main()
