#include "objects.h"

#include "../../extractors/memory.h"
#include "../../extractors/index.h"

#include <stdlib.h>
#include <string.h>

struct Objects {
    ObjectData *items; /* by number */
    uint32_t count, capacity;
    Index by_data;
};

Objects *objects_new(uint32_t room)
{
    Objects *objects = memory_zeroed(1, sizeof *objects);
    index_reserve(&objects->by_data, room);
    objects_intern(objects, OBJECT_NONE, 0, 0);
    return objects;
}

void objects_free(Objects *objects)
{
    free(objects->items);
    index_free(&objects->by_data);
    free(objects);
}

Object objects_intern(Objects *objects, ObjectKind kind, uint32_t a, uint32_t b)
{
    uint32_t hash = index_hash3(kind, a, b);
    for (uint32_t at = hash, number; (number = index_next(&objects->by_data, hash, &at)) != INDEX_NONE;) {
        ObjectData known = objects->items[number];
        if (known.kind == kind && known.a == a && known.b == b)
            return number;
    }
    if (objects->count == objects->capacity) {
        objects->capacity = 2 * objects->capacity + 64;
        objects->items = memory_resize(objects->items, objects->capacity * sizeof *objects->items);
    }
    objects->items[objects->count] = (ObjectData){kind, a, b};
    index_add(&objects->by_data, hash, objects->count);
    return objects->count++;
}

ObjectData objects_data(const Objects *objects, Object object)
{
    return objects->items[object];
}

uint32_t objects_count(const Objects *objects)
{
    return objects->count;
}

bool set_has(const ObjectSet *set, Object object)
{
    const Object *items = set_items(set);
    for (uint32_t i = 0; i < set->count; i++)
        if (items[i] == object)
            return true;
    return false;
}

static void widen(ObjectSet *set, Arena *arena)
{
    uint8_t capacity = set->capacity ? 2 * set->capacity : 4;
    Object *items = arena_alloc(arena, capacity * sizeof *items);
    memcpy(items, set_items(set), set->count * sizeof *items);
    set->items.many = items;
    set->capacity = capacity;
}

bool set_add(ObjectSet *set, Object object, Arena *arena)
{
    uint32_t room = set->capacity ? set->capacity : sizeof set->items.few / sizeof *set->items.few;
    if (set_has(set, object))
        return false;
    if (set->count == room)
        widen(set, arena);
    Object *items = set->capacity ? set->items.many : set->items.few;
    items[set->count++] = object;
    return true;
}
