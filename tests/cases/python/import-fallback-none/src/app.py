try:
    import fast
    from fast import encode
except ImportError:
    fast = None
    encode = None


def main():
    if fast is not None:
        fast.dump()
    if encode:
        encode()
