/*
 * units.h - the units of a tree (source/plan.h), read by workers in parallel.
 */
#ifndef SEAMAP_UNITS_H
#define SEAMAP_UNITS_H

#include "diag.h"
#include "options.h"
#include "source/cache.h"
#include "source/source.h"

typedef struct {
    size_t file;        /* index of the main file in the tree */
    FactsHeader *image; /* NULL: it could not be read, which was reported */
} Unit;

typedef struct {
    Unit *list; /* by file; a file that is compiled in several ways has several */
    size_t count;
} Units;

/* Reads all units of a tree. What is wrong with them is reported to diag. False when the compile database that the
 * user named cannot be read. The caller frees the images and the list. */
bool units_read(Units *units, const SourceTree *tree, Cache *cache, const Options *options, Diag *diag);

#endif
