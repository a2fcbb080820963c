/*
 * plan.h - the units of a tree: which of its C and C++ files are parsed, and with which flags.
 *
 * A compile database says both. It is compile_commands.json in the tree, where build systems put it, or a file that the
 * user names. A source that it does not name is left out where it names others in the same directory of the root: it is
 * for another system, or for a feature that is switched off. Elsewhere, and without a database, flags are guessed.
 * Headers are read with what includes them; those that nothing includes are units of their own, under the same rule.
 */
#ifndef SEAMAP_PLAN_H
#define SEAMAP_PLAN_H

#include "source.h"

typedef struct {
    size_t file;            /* index of the main file in the tree */
    const char **arguments; /* for libclang; filtered (flags.h), paths absolute */
    size_t argument_count;
} PlannedUnit;

typedef struct {
    const SourceTree *tree;
    const char *root;   /* where the tree is for libclang, absolute */
    PlannedUnit *units; /* by file, then by arguments; each once */
    size_t count;
    const char *database; /* the file that it was read from, seen from the current directory; NULL: none on disk */
    struct PlanStore *store;
} Plan;

/* Where build systems put a database, seen from the root of the tree: prefixes, some of them patterns of glob(7), the
 * most likely first; ends with NULL. */
extern const char *const plan_places[];

/*
 * Plans the units of the sources of a tree; paths in arguments begin with `root` where those of the database begin with
 * the tree's root. `database`: a file, or NULL to look for one. NULL when the database that the user named cannot be
 * read (an error in diag).
 */
Plan *plan_new(const SourceTree *tree, const char *root, const char *database, Diag *diag);
void plan_free(Plan *plan);

/* Adds units for headers: those of which seen[file] is not set. The units before keep their numbers. */
void plan_headers(Plan *plan, const bool *seen);

#endif
