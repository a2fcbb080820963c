from .legacy import helper
