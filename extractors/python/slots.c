#include "slots.h"

#include <stdbool.h>
#include <string.h>

enum {
    BITS = 4,
    WIDTH = 1 << BITS
};

typedef struct {
    uint32_t numbers[WIDTH];
} Leaf;

typedef struct {
    const void *nodes[WIDTH]; /* inner nodes, or leaves in the lowest but one */
} Inner;

/* Which child of a node at that level (leaves: 0) leads to the slot. */
static unsigned index_at(uint32_t slot, unsigned level)
{
    return slot >> BITS * level & (WIDTH - 1);
}

static bool fits(Slots slots, uint32_t slot)
{
    return BITS * slots.levels >= 32 || slot >> BITS * slots.levels == 0;
}

uint32_t slots_get(Slots slots, uint32_t slot)
{
    const void *node = fits(slots, slot) ? slots.root : NULL;
    for (unsigned level = slots.levels; node && level-- > 1;)
        node = ((const Inner *)node)->nodes[index_at(slot, level)];
    return node ? ((const Leaf *)node)->numbers[index_at(slot, 0)] : 0;
}

static const void *put(Arena *arena, const void *node, unsigned level, uint32_t slot, uint32_t number)
{
    if (!level) {
        Leaf *leaf = arena_alloc(arena, sizeof *leaf);
        if (node)
            memcpy(leaf, node, sizeof *leaf);
        leaf->numbers[index_at(slot, 0)] = number;
        return leaf;
    }
    Inner *inner = arena_alloc(arena, sizeof *inner);
    if (node)
        memcpy(inner, node, sizeof *inner);
    const void **child = &inner->nodes[index_at(slot, level)];
    *child = put(arena, *child, level - 1, slot, number);
    return inner;
}

Slots slots_set(Arena *arena, Slots slots, uint32_t slot, uint32_t number)
{
    while (!slots.levels || !fits(slots, slot)) {
        if (slots.root) {
            Inner *above = arena_alloc(arena, sizeof *above);
            above->nodes[0] = slots.root;
            slots.root = above;
        }
        slots.levels++;
    }
    slots.root = put(arena, slots.root, slots.levels - 1, slot, number);
    return slots;
}

/* The part of an array below a child of a node at a level, which may be higher than the array itself. */
static Slots part(Slots slots, unsigned level, unsigned index)
{
    if (slots.levels <= level)
        return index ? (Slots){0} : slots;
    return (Slots){slots.root ? ((const Inner *)slots.root)->nodes[index] : NULL, level};
}

static uint32_t difference(Slots one, Slots other, unsigned level, uint32_t slot)
{
    if (one.root == other.root)
        return SLOTS_END;
    for (unsigned index = index_at(slot, level); index < WIDTH; index++) {
        uint32_t found = index;
        if (!level && slots_get(one, index) == slots_get(other, index))
            continue;
        if (level)
            found = difference(part(one, level, index), part(other, level, index), level - 1, slot);
        if (found != SLOTS_END)
            return level ? found | index << BITS * level : found;
        slot = 0; /* in the next child, from its beginning */
    }
    return SLOTS_END;
}

uint32_t slots_difference(Slots one, Slots other, uint32_t slot)
{
    unsigned levels = one.levels > other.levels ? one.levels : other.levels;
    if (!levels || !fits((Slots){NULL, levels}, slot))
        return SLOTS_END;
    return difference(one, other, levels - 1, slot);
}
