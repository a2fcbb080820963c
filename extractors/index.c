#include "index.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    FIRST_SIZE = 64,
    KEPT_SIZE = 1 << 14 /* a larger table is not kept for the next use */
};

static void put(Index *index, IndexSlot slot)
{
    uint32_t at = slot.hash & index->mask;
    while (index->slots[at].number)
        at = (at + 1) & index->mask;
    index->slots[at] = slot;
}

static void allocate(Index *index, uint32_t size)
{
    index->slots = memory_zeroed(size, sizeof *index->slots);
    index->mask = size - 1;
}

/* How many numbers a table of so many slots takes. */
static uint32_t most_of(uint32_t size)
{
    return size / 3 * 2;
}

void index_reserve(Index *index, uint32_t count)
{
    uint32_t size = FIRST_SIZE;
    while (most_of(size) < count && size <= UINT32_MAX / 4)
        size *= 2;
    allocate(index, size);
}

MemorySpan index_span(const Index *index)
{
    return (MemorySpan){index->slots, index->slots ? ((size_t)index->mask + 1) * sizeof *index->slots : 0};
}

static void grow(Index *index)
{
    Index old = *index;
    allocate(index, old.slots ? 2 * (old.mask + 1) : FIRST_SIZE);
    for (uint32_t i = 0; old.slots && i <= old.mask; i++)
        if (old.slots[i].number)
            put(index, old.slots[i]);
    free(old.slots);
}

void index_add(Index *index, uint32_t hash, uint32_t number)
{
    if (!index->slots || index->count >= most_of(index->mask + 1))
        grow(index);
    put(index, (IndexSlot){hash, number + 1});
    index->count++;
}

void index_clear(Index *index)
{
    if (index->mask >= KEPT_SIZE)
        index_free(index);
    else if (index->slots)
        memset(index->slots, 0, ((size_t)index->mask + 1) * sizeof *index->slots);
    index->count = 0;
}

void index_free(Index *index)
{
    free(index->slots);
    *index = (Index){0};
}

uint32_t index_hash(const void *bytes, uint64_t size)
{
    return (uint32_t)XXH3_64bits(bytes, size);
}
