#ifndef ROOM_H
#define ROOM_H

#include <stddef.h>

struct lws;

struct room {
    struct lws *members[16];
    size_t count;
};

struct room *room_new(void);
void room_free(struct room *room);
void room_join(struct room *room, struct lws *member);
void room_leave(struct room *room, struct lws *member);
void room_post(struct room *room, const char *text, size_t length);
int room_flush(struct room *room, struct lws *member);

#endif
