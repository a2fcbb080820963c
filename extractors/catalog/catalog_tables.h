/*
 * catalog_tables.h - looking up in sorted tables.
 */
#ifndef SEAMAP_CATALOG_TABLES_H
#define SEAMAP_CATALOG_TABLES_H

#include "catalog.h"

/* The last `.` or `::` of a name, or NULL. */
const char *catalog_last_separator(const char *name);
/* How long that is, 1 or 2. */
size_t catalog_separator_length(const char *separator);
/* Whether a part of a name ends at a place: a separator follows. */
bool catalog_ends_part(const char *at);

/* The first of the `count` entries of that very name, or NULL. */
const CatalogEntry *catalog_tables_find(const CatalogTables *tables, const char *name, size_t *count);

/* Whether some row of a table begins with the first `length` bytes of a name. The table is sorted by names, which are the
 * first member of its rows. */
bool catalog_table_begins(const void *rows, size_t count, size_t size, const char *name, size_t length);

/* The order of aliases, for bsearch() and qsort(). */
int catalog_compare_alias(const void *left, const void *right);
/* One hop: the longest leading part of `name` (mutable for the search, unchanged after it) that is an alias is replaced.
 * Caller frees; NULL when there is none. */
char *catalog_follow_alias(const CatalogTables *tables, char *name);
/* Follows aliases of the name and of its leading parts. Caller frees; NULL when there is none to follow. */
char *catalog_tables_canonical(const CatalogTables *tables, const char *name);

#endif
