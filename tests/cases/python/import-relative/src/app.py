from chat.rooms.room import enter

enter()
