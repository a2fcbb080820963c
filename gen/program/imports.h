/*
 * imports.h - finds what absolute imports mean. For modules.c.
 */
#ifndef SEAMAP_IMPORTS_H
#define SEAMAP_IMPORTS_H

#include "places.h"

/* The components of a dotted name; 0 for those that nothing in the tree is called. */
typedef struct {
    uint32_t count;
    uint32_t parts[];
} Split;

/* How a root was come by. */
typedef enum {
    TRUST_NEAR,
    TRUST_STRAY, /* it is a package, but the top of the tree or of a project */
    TRUST_OWN,   /* the importing file's own directory, a package */
    TRUST_FAR
} Trust;

typedef struct {
    Resolved resolved;
    Trust trust;
} Found;

typedef struct {
    uint32_t directory, dotted, name;
} SearchKey;

/* All imports of one text from files of one directory. */
typedef struct {
    SearchKey key;
    uint32_t times; /* how often it was voted for */
    bool is_known;
    Found found;
    UT_hash_handle hh;
} Search;

typedef struct {
    Places *places; /* borrowed */
    Arena arena;
    UT_array splits; /* Split *, by dotted name */
    UT_array around; /* UT_array *, by directory: the roots around it, or NULL */
    struct Holders *holders;
    Search *all;
    bool settled; /* votes are counted */
} Imports;

void imports_init(Imports *imports, Places *places);
void imports_deinit(Imports *imports);

const Split *imports_split(Imports *imports, uint32_t dotted);
/* Follows the components down from a place, and says where they end. */
Place *imports_descend(const Imports *imports, Place *from, const Split *name, uint32_t *matched);
/* The search for `from dotted import name` in files of a directory; NULL when nothing in the tree is called so. */
Search *imports_add(Imports *imports, const Place *directory, uint32_t dotted, uint32_t name);
/* What it finds. */
Found imports_find(Imports *imports, Search *search);
/* Counts what was voted for; later answers build on that. */
void imports_count_votes(Imports *imports);

#endif
