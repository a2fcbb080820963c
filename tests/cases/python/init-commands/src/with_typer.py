import typer

import chat

app = typer.Typer()


@app.command()
def serve(port: int = 80):
    chat.run(port)


@app.command()
def clean():
    print("cleaned")


if __name__ == "__main__":
    app()
