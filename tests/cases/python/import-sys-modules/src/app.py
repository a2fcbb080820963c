import compat
import fastjson


def main():
    fastjson.dumps()
