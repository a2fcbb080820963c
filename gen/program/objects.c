#include "objects.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>

Objects *objects_new(uint32_t room)
{
    Objects *objects = memory_zeroed(1, sizeof *objects);
    index_reserve(&objects->by_data, room);
    objects->capacity = room + 1;
    objects->items = memory_alloc(objects->capacity * sizeof *objects->items);
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
    uint32_t hash = index_hash_near(a, kind, b);
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

/* Four at a time, also behind the last one: what lies there is no object. */
typedef uint32_t Four __attribute__((vector_size(16), aligned(sizeof(uint32_t)), may_alias));
typedef uint64_t Halves __attribute__((vector_size(16)));

static bool is_among(const Object *items, uint32_t count, Object object)
{
    const Four wanted = {object, object, object, object};
    Four found = {0};
    for (uint32_t i = 0; i < count; i += SET_FIRST_ROOM)
        found |= (Four)(*(const Four *)(const void *)&items[i] == wanted);
    Halves halves = (Halves)found;
    return halves[0] | halves[1];
}

bool set_has(const ObjectSet *set, Object object)
{
    const Object *few = set->items.few;
    if (!set->capacity)
        return (set->count > 0 && few[0] == object) || (set->count > 1 && few[1] == object);
    return is_among(set->items.many, set->count, object);
}

/* In few steps: what a set has outgrown stays in the arena, and most of those that outgrow the second room fill the last. */
static void widen(ObjectSet *set, Arena *arena)
{
    enum {
        SECOND_ROOM = 16
    };
    uint8_t capacity = !set->capacity ? SET_FIRST_ROOM : set->capacity < SECOND_ROOM ? SECOND_ROOM : SET_ROOM;
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
