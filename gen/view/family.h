/*
 * family.h - factories and what they make, put together: factories of one product, of products alike in name, and
 * twins, alike in name but for being asynchronous.
 */
#ifndef SEAMAP_FAMILY_H
#define SEAMAP_FAMILY_H

#include "slice.h"

typedef struct {
    const char *title;            /* simple name of the product of most factories, or of its first factory */
    uint32_t head;                /* rank that stands for the family: the least of its factories and products */
    uint32_t factories, products; /* no factories: functions of libraries make its products */
    uint32_t first;               /* of its members in Families.members: factories, then products */
    bool subject;                 /* a product is about WebSocket */
    bool akin;                    /* a factory is */
    bool broken;                  /* a factory of it is awaited, and cannot be */
    bool sync, async;             /* has factories of that colour */
    bool reached;                 /* what the user asked to start from reaches a factory of it */
} Family;

typedef struct {
    UT_array list;       /* Family, what matters most first */
    UT_array members;    /* ranks, by family; of each: what a reader should see first */
    uint32_t *family_of; /* by rank: index into list, or UINT32_MAX */
} Families;

void families_init(Families *families, const Slice *slice);
void families_deinit(Families *families);

const Family *families_at(const Families *families, uint32_t index);

/* Whether it is about WebSocket: what it makes is what counts, if that is known. */
bool family_is_subject(const Family *family);

/* Whether that node makes something: it has the role, or is known to return an instance. */
bool family_is_factory(const Slice *slice, const GraphNode *node);

/* The function of a library that an edge creates something by, as `make_shared<Session>()` does; or NULL. */
const GraphNode *family_maker(const GraphEdge *creates);

/* Whether a factory's name says that it makes that product. */
bool family_is_namesake(const GraphNode *factory, const GraphNode *product);

/* `get_manager`, `aget_manager` and `create_manager_async` are all `manager`. Written to `out`, "" when nothing is left
 * that would tell. */
void family_write_stem(const char *name, char *out, size_t size);

/* `WebSocketManager` and `UnifiedWebSocketManager` are both `websocketmanager`; "" for names of one word. */
void family_write_kind(const char *name, char *out, size_t size);

#endif
