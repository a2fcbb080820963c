#include "strings.h"

#include "memory.h"
#include "index.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BLOCK = 1 << 16,
    LARGEST_BLOCK = 1 << 23,
    ALIGNMENT = 8
};

typedef struct ArenaBlock {
    struct ArenaBlock *next;
    size_t used, size;
    _Alignas(ALIGNMENT) char bytes[];
} ArenaBlock;

bool text_ends_in(const char *text, const char *end)
{
    size_t length = strlen(text), wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static ArenaBlock *block_new(size_t size)
{
    ArenaBlock *block = memory_alloc(sizeof *block + size);
    *block = (ArenaBlock){.size = size};
    return block;
}

/* Of the block that is added for an allocation: twice that of the one before, so that what grows large gets few pages,
 * and large ones. */
static size_t block_size(const Arena *arena, size_t size)
{
#ifdef SEAMAP_ARENA_MALLOC
    (void)arena;
    return size; /* a block each, so that sanitizers see overruns */
#else
    size_t next = arena->blocks ? 2 * arena->blocks->size : FIRST_BLOCK;
    next = next < LARGEST_BLOCK ? next : LARGEST_BLOCK;
    return size > next ? size : next;
#endif
}

void *arena_alloc(Arena *arena, size_t size)
{
#ifndef SEAMAP_ARENA_MALLOC
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
#endif
    ArenaBlock *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        block = block_new(block_size(arena, size));
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *result = block->bytes + block->used;
    block->used += size;
    return memset(result, 0, size);
}

char *arena_copy(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

void arena_clear(Arena *arena)
{
    for (ArenaBlock *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    arena->blocks = NULL;
}

typedef struct {
    const char *text;
    uint32_t length;
} Name;

enum {
    FIRST_NAMES = 1 << 6, /* in the first block; each of the others has twice as many as the one before */
    NAME_BLOCKS = 27      /* for all that a number can tell */
};

struct Names {
    Name *blocks[NAME_BLOCKS]; /* by number; they never move, see names_text() */
    uint32_t count;
    Index by_text;
    Arena arena;
};

/* Where a name stands: the blocks before block n have room for FIRST_NAMES * (2^n - 1). */
typedef struct {
    unsigned block;
    uint32_t index;
} NamePlace;

static NamePlace place_of(uint32_t name)
{
    uint64_t shifted = (uint64_t)name + FIRST_NAMES;
    unsigned block = (unsigned)(__builtin_clzll(FIRST_NAMES) - __builtin_clzll(shifted));
    return (NamePlace){block, (uint32_t)(shifted - ((uint64_t)FIRST_NAMES << block))};
}

static const Name *name_at(const Names *names, uint32_t name)
{
    NamePlace place = place_of(name);
    return &names->blocks[place.block][place.index];
}

Names *names_new(void)
{
    Names *names = memory_zeroed(1, sizeof *names);
    names_intern(names, "", 0);
    return names;
}

void names_free(Names *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < NAME_BLOCKS; i++)
        free(names->blocks[i]);
    index_free(&names->by_text);
    arena_clear(&names->arena);
    free(names);
}

void names_clear(Names *names)
{
    names->count = 0;
    index_clear(&names->by_text);
    arena_clear(&names->arena);
    names_intern(names, "", 0);
}

/* The number of a text of that hash, or INDEX_NONE. */
static uint32_t find(const Names *names, uint32_t hash, const char *text, size_t length)
{
    for (uint32_t at = hash, number; (number = index_next(&names->by_text, hash, &at)) != INDEX_NONE;)
        if (name_at(names, number)->length == length && memcmp(name_at(names, number)->text, text, length) == 0)
            return number;
    return INDEX_NONE;
}

static void add(Names *names, Name name)
{
    NamePlace place = place_of(names->count++);
    if (!names->blocks[place.block])
        names->blocks[place.block] = memory_alloc(((size_t)FIRST_NAMES << place.block) * sizeof **names->blocks);
    names->blocks[place.block][place.index] = name;
}

uint32_t names_intern(Names *names, const char *text, size_t length)
{
    uint32_t hash = index_hash(text, length), number = find(names, hash, text, length);
    if (number != INDEX_NONE)
        return number;
    number = names->count;
    index_add(&names->by_text, hash, number);
    add(names, (Name){arena_copy(&names->arena, text, length), (uint32_t)length});
    return number;
}

uint32_t names_find(const Names *names, const char *text, size_t length)
{
    uint32_t number = find(names, index_hash(text, length), text, length);
    return number == INDEX_NONE ? 0 : number;
}

const char *names_text(const Names *names, uint32_t name)
{
    return name_at(names, name)->text;
}

size_t names_length(const Names *names, uint32_t name)
{
    return name_at(names, name)->length;
}

uint32_t names_count(const Names *names)
{
    return names->count;
}
