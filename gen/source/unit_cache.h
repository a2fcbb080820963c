/*
 * unit_cache.h - facts of units kept between runs.
 *
 * A unit depends on its flags and on every file that it reads, inside the tree or not. One entry, found by the main
 * file's name, the flags and the names of all headers of the tree, lists the files; another, found by that and their
 * contents, is the image. So a changed header, one that is missing no more, or a new one that hides another makes a miss.
 * Nothing in it depends on where the tree lies.
 */
#ifndef SEAMAP_UNIT_CACHE_H
#define SEAMAP_UNIT_CACHE_H

#include "cache.h"
#include "plan.h"

/* What is known of a unit that was read. The caller frees both. */
typedef struct {
    FactsHeader *image;
    /* WireInput (clang/wire.h) and path of each file that it depends on. Paths of the tree are relative to its root,
     * others absolute. */
    char *inputs;
    size_t inputs_size;
} UnitFacts;

typedef struct UnitCache UnitCache;

UnitCache *unit_cache_new(Cache *cache, const Plan *plan);
void unit_cache_free(UnitCache *cache);

/* These two are safe to call from several threads. False on a miss. */
bool unit_cache_get(UnitCache *cache, const PlannedUnit *unit, UnitFacts *out);
void unit_cache_put(UnitCache *cache, const PlannedUnit *unit, const UnitFacts *facts);

#endif
