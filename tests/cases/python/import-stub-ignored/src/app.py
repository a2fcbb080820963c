import engine


def main():
    engine.Room().open()
