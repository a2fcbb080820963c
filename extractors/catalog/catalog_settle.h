/*
 * catalog_settle.h - what adding a document to tables takes, beside the rows.
 */
#ifndef SEAMAP_CATALOG_SETTLE_H
#define SEAMAP_CATALOG_SETTLE_H

#include "catalog_load.h"
#include "catalog_yaml.h"

/* How many rows each table had before a document was added. */
typedef struct {
    size_t entries, classes, methods, aliases, attributes;
} CatalogMark;

CatalogMark catalog_mark(const CatalogSource *source);

/* Spells the names of all rows as lookups will, lets new rows override those before the mark, and sorts. False, with a
 * message, when aliases go in a circle, or something is said twice that must not be. */
bool catalog_settle(CatalogSource *source, CatalogMark mark, CatalogConflict conflict, const Message *message);

/* Gives a block to an array that owns such, and returns it. */
void *catalog_keep_block(UT_array *strings, void *block);

#endif
