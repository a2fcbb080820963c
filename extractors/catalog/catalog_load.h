/*
 * catalog_load.h - catalog YAML, checked against its schema, as tables.
 *
 * Used at build time, where the built-in files are packed, and at run time for what a config adds.
 */
#ifndef SEAMAP_CATALOG_LOAD_H
#define SEAMAP_CATALOG_LOAD_H

#include "catalog_tables.h"

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

#endif
