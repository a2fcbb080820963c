def elsewhere(:
    pass
