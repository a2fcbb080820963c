from .tcp import Session, connect
