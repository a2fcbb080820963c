/*
 * strings.h - an arena, and names interned in it.
 *
 * Allocation is by lifetime: what is put in an arena is freed with it, all at once. When built with
 * SEAMAP_ARENA_MALLOC (the sanitizer presets) every allocation is a malloc of its own, so that an overrun is seen.
 */
#ifndef SEAMAP_STRINGS_H
#define SEAMAP_STRINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    struct ArenaBlock *blocks; /* newest first */
} Arena;

/* `size` zeroed bytes, aligned to 8, that live until the arena is emptied. Never NULL: running out of memory ends the
 * program with a message. */
void *arena_alloc(Arena *arena, size_t size);
/* A copy of `length` bytes and a NUL. */
char *arena_copy(Arena *arena, const char *text, size_t length);
void arena_clear(Arena *arena);

/* Names as small integers: the same text is the same number. 0 is the empty text. */
typedef struct Names Names;

Names *names_new(void);
void names_free(Names *names);
/* Forgets all names but "". */
void names_clear(Names *names);
uint32_t names_intern(Names *names, const char *text, size_t length);
/* The number of a text, or 0 when it has none. */
uint32_t names_find(const Names *names, const char *text, size_t length);
/* The text of a number, ending in NUL; it lives as long as the names. Another thread may intern others meanwhile. */
const char *names_text(const Names *names, uint32_t name);
size_t names_length(const Names *names, uint32_t name);
uint32_t names_count(const Names *names);

/* Whether a text ends in another, which may be all of it. */
bool text_ends_in(const char *text, const char *end);

#endif
