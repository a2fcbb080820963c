#include "objects.h"

#include <stdlib.h>
#include <string.h>
#include <utarray.h>

typedef struct {
    ObjectData data;
    Object number;
    UT_hash_handle hh;
} Entry;

struct Objects {
    Entry *by_data;
    UT_array *by_number; /* ObjectData */
    Arena arena;
};

static const UT_icd data_icd = {sizeof(ObjectData), NULL, NULL, NULL};

Objects *objects_new(void)
{
    Objects *objects = memory_alloc(sizeof *objects);
    *objects = (Objects){0};
    utarray_new(objects->by_number, &data_icd);
    objects_intern(objects, OBJECT_NONE, 0, 0);
    return objects;
}

void objects_free(Objects *objects)
{
    HASH_CLEAR(hh, objects->by_data);
    utarray_free(objects->by_number);
    arena_clear(&objects->arena);
    free(objects);
}

Object objects_intern(Objects *objects, ObjectKind kind, uint32_t a, uint32_t b)
{
    ObjectData data = {kind, a, b};
    Entry *entry;
    unsigned hash;
    HASH_VALUE(&data, sizeof data, hash);
    HASH_FIND_BYHASHVALUE(hh, objects->by_data, &data, sizeof data, hash, entry);
    if (!entry) {
        entry = arena_alloc(&objects->arena, sizeof *entry);
        entry->data = data;
        entry->number = utarray_len(objects->by_number);
        HASH_ADD_BYHASHVALUE(hh, objects->by_data, data, sizeof data, hash, entry);
        utarray_push_back(objects->by_number, &data);
    }
    return entry->number;
}

ObjectData objects_data(const Objects *objects, Object object)
{
    return *(const ObjectData *)(const void *)utarray_eltptr(objects->by_number, object);
}

bool set_has(const ObjectSet *set, Object object)
{
    const Object *items = set_items(set);
    for (uint32_t i = 0; i < set->count; i++)
        if (items[i] == object)
            return true;
    return false;
}

bool set_add(ObjectSet *set, Object object)
{
    enum {
        FEW = sizeof set->items.few / sizeof *set->items.few
    };
    if (set_has(set, object))
        return false;
    if (!set->capacity && set->count < FEW) {
        set->items.few[set->count++] = object;
        return true;
    }
    if (!set->capacity) {
        Object *many = memory_alloc(2 * FEW * sizeof *many);
        memcpy(many, set->items.few, sizeof set->items.few);
        set->items.many = many;
        set->capacity = 2 * FEW;
    } else if (set->count == set->capacity) {
        set->capacity *= 2;
        set->items.many = memory_resize(set->items.many, set->capacity * sizeof *set->items.many);
    }
    set->items.many[set->count++] = object;
    return true;
}

void set_free(ObjectSet *set)
{
    if (set->capacity)
        free(set->items.many);
}
