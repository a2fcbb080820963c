/*
 * snapshot.h - the C and C++ files of a revision in one anonymous file, from which workers hand them to libclang: nothing
 * is checked out, and nothing of the work tree is seen.
 */
#ifndef SEAMAP_SNAPSHOT_H
#define SEAMAP_SNAPSHOT_H

#include "source.h"

/* Where the tree of a revision is for libclang: a place where nothing can be on disk. */
#define SNAPSHOT_ROOT "/dev/null/revision"

/*
 * Writes all that a unit may include: files with endings of C, C++ and of what is included in pieces, each a WireFile
 * (clang/wire.h) with its path below SNAPSHOT_ROOT. Returns a descriptor that the caller closes, or -1 (an error in diag).
 */
int snapshot_write(const SourceTree *tree, Diag *diag);

#endif
