from .log import note

note()
