/*
 * catalog_load.h - catalog YAML, checked against its schema, as tables.
 *
 * Used at build time, where the built-in files are packed, and at run time for what a config adds.
 */
#ifndef SEAMAP_CATALOG_LOAD_H
#define SEAMAP_CATALOG_LOAD_H

#include "catalog.h"

#include <utarray.h>

/* Tables that can grow. Strings are kept in the caller's `strings`, which must outlive them. */
typedef struct {
    UT_array *entries, *classes, *methods, *aliases, *attributes, *patterns;
    UT_array *strings;
} CatalogSource;

/* An array that owns blocks of memory, for CatalogSource; freed with utarray_free. */
UT_array *catalog_strings_new(void);

/* Starts as a copy of `base`, or empty when that is NULL. */
void catalog_source_init(CatalogSource *source, const CatalogTables *base, UT_array *strings);
void catalog_source_deinit(CatalogSource *source);

/* What adding does with a name and role that is there already. */
typedef enum {
    CATALOG_REFUSE,  /* a mistake, in the built-in files */
    CATALOG_OVERRIDE /* a config's entry takes the place of a built-in one */
} CatalogConflict;

/*
 * Parses YAML text and adds it. On a mistake the source is not to be used any more, and `error` says what, after
 * `line N: ` where the line is known.
 */
bool catalog_source_add_yaml(CatalogSource *source, const char *yaml, size_t length, CatalogConflict conflict,
                             char *error, size_t error_size);

/* The tables, sorted, for as long as the source is not changed. */
CatalogTables catalog_source_tables(const CatalogSource *source);

/* Follows aliases of the name and of its leading parts. Caller frees; NULL when there is none to follow. */
char *catalog_tables_canonical(const CatalogTables *tables, const char *name);

/* The last `.` or `::` of a name, or NULL. */
const char *catalog_last_separator(const char *name);
/* How long that is, 1 or 2. */
size_t catalog_separator_length(const char *separator);

/* Whether some row of a table begins with the first `length` bytes of a name. The table is sorted by names, which are the
 * first member of its rows. */
bool catalog_table_begins(const void *rows, size_t count, size_t size, const char *name, size_t length);

/* The first of the `count` entries of that very name, or NULL. */
const CatalogEntry *catalog_tables_find(const CatalogTables *tables, const char *name, size_t *count);

#endif
