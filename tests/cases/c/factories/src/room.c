#include "room.h"
#include <stdlib.h>

struct room {
    int size;
};

room_t *room_new(int size)
{
    room_t *room = malloc(sizeof *room);
    if (!room)
        return NULL;
    room->size = size;
    return room;
}

struct client *client_create(room_t *room)
{
    struct client *client = (struct client *)zalloc(sizeof(struct client));
    client->room = room;
    return client;
}

struct client *client_open(int size)
{
    return client_create(room_new(size));
}

room_t *room_same(room_t *room)
{
    return room;
}
