/*
 * clang.h - C and C++: what libclang makes of a translation unit, as facts.
 *
 * A file of these languages says nothing by itself; a unit is a file, the headers that it includes, and how it is
 * compiled. The facts of a unit tell of all that lies in the tree: header definitions come with every unit that includes
 * them, and the linker takes them once.
 */
#ifndef SEAMAP_CLANG_H
#define SEAMAP_CLANG_H

#include "../extractor.h"

/* The bytes of a file that are not those on disk. */
typedef struct {
    const char *path; /* absolute */
    const char *bytes;
    size_t size;
} ClangFile;

typedef struct {
    const char *root;      /* of the tree, absolute: what lies below it is ours */
    const char *path;      /* main file, absolute */
    const char *directory; /* where the compiler would run, absolute */
    const char *const
        *arguments; /* what it is told, without its name and the main file. Trusted: to be cleaned before */
    size_t argument_count;
    const ClangFile *files; /* instead of what is on disk */
    size_t file_count;
    /* Told of every file that was read, with its bytes, and with NULL of one that is missed; or NULL. */
    void (*read)(void *context, const char *path, const char *bytes, size_t size);
    /* Whether a file below the root is one of the tree's, by its path relative to the root; NULL: all are. */
    bool (*ours)(void *context, const char *path);
    void *context;
} ClangUnit;

/*
 * The facts of a unit; the caller frees them. Never NULL: what cannot be read is a Problem among the facts. libclang may
 * crash on hostile input, or take forever; who cannot have that calls this in a process of its own.
 */
FactsHeader *clang_extract(const ClangUnit *unit);

#endif
