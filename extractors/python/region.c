#include "region.h"

#include "../memory.h"

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

enum {
    BLOCK_SIZE = 1 << 20 /* the trees of most files fit */
};

typedef struct Block {
    struct Block *next;
    char *end;
    char bytes[];
} Block;

/* Its class stands before what the parser gets, which while it is free is in a list. */
typedef struct Piece {
    uint64_t class;
    struct Piece *next;
} Piece;

/* The parser's allocator is one for all threads and does not hear whose memory is meant. */
static _Thread_local Region *current;

static unsigned class_of(size_t size)
{
    if (size <= REGION_SMALL_MAX)
        return size ? (unsigned)((size + REGION_STEP - 1) / REGION_STEP) : 1;
    return REGION_SMALL_CLASSES + (unsigned)(__builtin_clzl(REGION_SMALL_MAX - 1) - __builtin_clzl(size - 1));
}

static size_t size_of(uint64_t class)
{
    return class <= REGION_SMALL_CLASSES ? class * REGION_STEP
                                         : (size_t)REGION_SMALL_MAX << (class - REGION_SMALL_CLASSES);
}

static void add_block(size_t size)
{
#ifndef SEAMAP_ARENA_MALLOC
    size = size > BLOCK_SIZE ? size : BLOCK_SIZE;
#endif
    Block *block = memory_alloc(sizeof *block + size);
    *block = (Block){.next = current->blocks, .end = block->bytes + size};
    current->blocks = block;
    current->next = block->bytes;
}

static Piece *new_piece(unsigned class)
{
    size_t size = offsetof(Piece, next) + size_of(class);
    if (!current->blocks || (size_t)(current->blocks->end - current->next) < size)
        add_block(size);
    Piece *piece = (Piece *)(void *)current->next;
    current->next += size;
    piece->class = class;
    return piece;
}

static void *take(size_t size)
{
    unsigned class = class_of(size);
    Piece *piece = current->given_back[class];
    if (piece)
        current->given_back[class] = piece->next;
    else
        piece = new_piece(class);
    return &piece->next;
}

static void *take_zeroed(size_t count, size_t size)
{
    return memset(take(count * size), 0, count * size);
}

static Piece *piece_of(void *memory)
{
    return (Piece *)(void *)((char *)memory - offsetof(Piece, next));
}

static void give_back(void *memory)
{
    if (!memory)
        return;
    Piece *piece = piece_of(memory);
    piece->next = current->given_back[piece->class];
    current->given_back[piece->class] = piece;
}

static void *resize(void *memory, size_t size)
{
    size_t old = memory ? size_of(piece_of(memory)->class) : 0;
    if (memory && size <= old)
        return memory;
    void *larger = take(size);
    if (memory)
        memcpy(larger, memory, old);
    give_back(memory);
    return larger;
}

static void set_allocator(void)
{
    ts_set_allocator(take, take_zeroed, resize, give_back);
}

void region_use(Region *region)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_allocator);
    current = region;
}

void region_clear(Region *region)
{
    for (Block *newest; (newest = region->blocks) && newest->next;) {
        region->blocks = newest->next;
        free(newest);
    }
    region->next = region->blocks ? region->blocks->bytes : NULL;
    memset(region->given_back, 0, sizeof region->given_back);
}

void region_deinit(Region *region)
{
    region_clear(region);
    free(region->blocks);
}
