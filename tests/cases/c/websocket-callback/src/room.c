#include "room.h"

#include <libwebsockets.h>
#include <stdlib.h>

struct room *room_new(void)
{
    return calloc(1, sizeof(struct room));
}

void room_free(struct room *room)
{
    free(room);
}

void room_join(struct room *room, struct lws *member)
{
    if (room->count < 16)
        room->members[room->count++] = member;
}

void room_leave(struct room *room, struct lws *member)
{
    for (size_t i = 0; i < room->count; i++)
        if (room->members[i] == member)
            room->members[i] = room->members[--room->count];
}

void room_post(struct room *room, const char *text, size_t length)
{
    (void)text;
    (void)length;
    for (size_t i = 0; i < room->count; i++)
        lws_callback_on_writable(room->members[i]);
}

int room_flush(struct room *room, struct lws *member)
{
    (void)room;
    return lws_write(member, (unsigned char *)"", 0, 0);
}
