#include "strings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utarray.h>
#include <uthash.h>

enum {
    BLOCK_SIZE = 1 << 16,
    ALIGNMENT = 8
};

typedef struct ArenaBlock {
    struct ArenaBlock *next;
    size_t used, size;
    _Alignas(ALIGNMENT) char bytes[];
} ArenaBlock;

static void *got(void *memory)
{
    if (!memory) {
        fputs("seamap: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

void *memory_alloc(size_t size)
{
    return memory_resize(NULL, size);
}

void *memory_zeroed(size_t count, size_t size)
{
    return got(calloc(count ? count : 1, size));
}

void *memory_resize(void *pointer, size_t size)
{
    return got(realloc(pointer, size ? size : 1));
}

static ArenaBlock *block_new(size_t size)
{
    ArenaBlock *block = memory_alloc(sizeof *block + size);
    *block = (ArenaBlock){.size = size};
    return block;
}

void *arena_alloc(Arena *arena, size_t size)
{
#ifdef SEAMAP_ARENA_MALLOC
    size_t block_size = size; /* a block each, so that sanitizers see overruns */
#else
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    size_t block_size = size > BLOCK_SIZE ? size : BLOCK_SIZE;
#endif
    ArenaBlock *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        block = block_new(block_size);
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
    uint32_t length, number;
    UT_hash_handle hh;
} Name;

struct Names {
    Name *by_text;
    UT_array *by_number; /* Name * */
    Arena arena;
};

static const UT_icd name_icd = {sizeof(Name *), NULL, NULL, NULL};

Names *names_new(void)
{
    Names *names = memory_alloc(sizeof *names);
    *names = (Names){0};
    utarray_new(names->by_number, &name_icd);
    names_intern(names, "", 0);
    return names;
}

void names_free(Names *names)
{
    if (!names)
        return;
    HASH_CLEAR(hh, names->by_text);
    utarray_free(names->by_number);
    arena_clear(&names->arena);
    free(names);
}

void names_clear(Names *names)
{
    HASH_CLEAR(hh, names->by_text);
    utarray_clear(names->by_number);
    arena_clear(&names->arena);
    names_intern(names, "", 0);
}

uint32_t names_intern(Names *names, const char *text, size_t length)
{
    Name *name;
    unsigned hash;
    HASH_VALUE(text, length, hash);
    HASH_FIND_BYHASHVALUE(hh, names->by_text, text, length, hash, name);
    if (!name) {
        name = arena_alloc(&names->arena, sizeof *name);
        name->text = arena_copy(&names->arena, text, length);
        name->length = (uint32_t)length;
        name->number = utarray_len(names->by_number);
        HASH_ADD_KEYPTR_BYHASHVALUE(hh, names->by_text, name->text, length, hash, name);
        utarray_push_back(names->by_number, &name);
    }
    return name->number;
}

uint32_t names_find(const Names *names, const char *text, size_t length)
{
    Name *name;
    HASH_FIND(hh, names->by_text, text, length, name);
    return name ? name->number : 0;
}

static const Name *name_at(const Names *names, uint32_t number)
{
    return *(Name **)utarray_eltptr(names->by_number, number);
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
    return utarray_len(names->by_number);
}
