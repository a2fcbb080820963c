/*
 * index.h - numbers of interned items, found by the hash of what the items hold.
 *
 * The items themselves stand in an array of their owner. Open addressing with linear probing, at most two thirds full,
 * a slot holds the number of an item and its hash: most searches touch one cache line and compare one item. (Knuth, The
 * Art of Computer Programming, vol. 3, section 6.4, algorithm L.) uthash, which the rest of the program uses, takes
 * three to ten lines and 56 bytes an item; in the tables that linking lives in this is half of its time.
 *
 *     for (uint32_t at = hash, number; (number = index_next(&index, hash, &at)) != INDEX_NONE;)
 *         if (items[number] equals the one looked for)
 *             return number;
 *     index_add(&index, hash, item_count);
 */
#ifndef SEAMAP_INDEX_H
#define SEAMAP_INDEX_H

#include "memory.h"

#include <stdint.h>

#define INDEX_NONE UINT32_MAX

typedef struct {
    uint32_t hash;
    uint32_t number; /* from 1; 0: the slot is free */
} IndexSlot;

/* Empty when zeroed. */
typedef struct {
    IndexSlot *slots;
    uint32_t mask; /* number of slots, a power of two, less 1 */
    uint32_t count;
} Index;

/* The next number that stands under the hash, from slot `*at` on, which starts as the hash; INDEX_NONE: no more. */
static inline uint32_t index_next(const Index *index, uint32_t hash, uint32_t *at)
{
    if (!index->slots)
        return INDEX_NONE;
    for (;;) {
        IndexSlot slot = index->slots[(*at)++ & index->mask];
        if (!slot.number)
            return INDEX_NONE;
        if (slot.hash == hash)
            return slot.number - 1;
    }
}

/* Makes room for so many numbers in one that is empty: a table that grows step by step is filled twice. */
void index_reserve(Index *index, uint32_t count);
/* The memory of that room. */
MemorySpan index_span(const Index *index);
/* Adds a number under a hash. */
void index_add(Index *index, uint32_t hash, uint32_t number);
/* Forgets all numbers. */
void index_clear(Index *index);
void index_free(Index *index);

uint32_t index_hash(const void *bytes, uint64_t size);

/* The hash of three small integers. */
static inline uint32_t index_hash3(uint32_t a, uint32_t b, uint32_t c)
{
    uint64_t mixed = ((uint64_t)b << 32 | c) * UINT64_C(0x9E3779B97F4A7C15) + a;
    mixed ^= mixed >> 32;
    mixed *= UINT64_C(0xD6E8FEB86659FD93); /* a multiplier of Evensen's rrmxmx: every bit reaches the upper half */
    return (uint32_t)(mixed >> 32);
}

/* The same where what has nearly the same `a` is asked for at nearly the same time: 64 of them share a page of slots, so
 * that most searches find theirs near by; pages are as far from each other as other hashes are. */
static inline uint32_t index_hash_near(uint32_t a, uint32_t b, uint32_t c)
{
    return index_hash3(a / 64, b, c) + a % 64 * 8;
}

#endif
