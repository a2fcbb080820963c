/*
 * snapshot.h - what workers are told of a tree, in one anonymous file: which files it lists, and of a revision the C and
 * C++ itself, which they hand to libclang: nothing is checked out, and nothing of the work tree is seen.
 */
#ifndef SEAMAP_SNAPSHOT_H
#define SEAMAP_SNAPSHOT_H

#include "source.h"

/* Where the tree of a revision is for libclang: a place where nothing can be on disk. */
#define SNAPSHOT_ROOT "/dev/null/revision"

/*
 * Writes a WireFile (clang/wire.h) for each file of C and C++ that the tree lists, and, of a revision, for each that a
 * unit may include: with endings of C, C++ and of what is included in pieces, its path below SNAPSHOT_ROOT. Returns a
 * descriptor that the caller closes, or -1 (an error in diag).
 */
int snapshot_write(const SourceTree *tree, Diag *diag);

#endif
