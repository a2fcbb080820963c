/*
 * flags.h - what of a compile command reaches libclang.
 *
 * A compile database comes with the tree and is as hostile as it. So flags pass by an allow-list: those that say how
 * the source is to be read, each spelled anew with its value in the same argument, paths made absolute. What loads
 * code, runs a program, writes a file or reads other options from one is not known here, and hence dropped.
 */
#ifndef SEAMAP_FLAGS_H
#define SEAMAP_FLAGS_H

#include "../facts.h"
#include "../strings.h"

#include <stdbool.h>

/* Whether the ending is that of a header. */
bool flags_is_header(const char *path);

/* A compile command, as its database has it. */
typedef struct {
    const char *const *arguments; /* the compiler (and what wraps it) first */
    size_t count;
    const char *directory; /* what its relative paths are relative to, absolute */
    const char *file;      /* what it compiles; only the ending counts */
    /* Where its tree was, and where it is now: paths below `from` are moved. Both absolute, or both NULL. */
    const char *from, *to;
} FlagsInput;

typedef struct {
    const char **list; /* NULL-terminated, in the arena */
    size_t count;
    size_t dropped;    /* options that did not pass */
    Language language; /* LANGUAGE_COUNT: the command is for another language, and there is no list */
} Flags;

/* The flags that pass, in order, `-x` first. */
Flags flags_filter(Arena *arena, const FlagsInput *input);

/* The absolute path without `.`, `..` and doubled slashes, by the letters alone, in the arena. */
const char *flags_absolute(Arena *arena, const char *directory, const char *path);

#endif
