from chat.manager.patched import Manager  # certain: chat/manager.py is no package
from chat.rooms.closed import enter  # certain: chat/rooms is one without __init__.py, of which all lies in chat
from chat.rooms.open import enter as enter_open
from elsewhere.rooms.closed import enter as enter_elsewhere
