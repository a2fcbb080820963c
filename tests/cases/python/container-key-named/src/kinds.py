OPEN = "open"
CLOSE = "close"
