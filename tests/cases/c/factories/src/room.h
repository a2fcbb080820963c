#ifndef ROOM_H
#define ROOM_H
typedef struct room room_t;
struct client {
    room_t *room;
    int id;
};
void *zalloc(unsigned long size);
room_t *room_new(int size);
struct client *client_create(room_t *room);
struct client *client_open(int size);
room_t *room_of(struct client *client);
room_t *room_same(room_t *room);
#endif
