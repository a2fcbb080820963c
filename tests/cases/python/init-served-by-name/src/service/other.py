other = None
