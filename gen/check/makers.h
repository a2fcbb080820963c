/*
 * makers.h - factories of production code, each with what it makes, sorted so that those of one thing stand together.
 */
#ifndef SEAMAP_MAKERS_H
#define SEAMAP_MAKERS_H

#include "../view/slice.h"

enum {
    STEM_SIZE = 128
};

typedef struct {
    const GraphNode *factory, *product; /* the product is a class of production code */
    char stem[STEM_SIZE];               /* of the factory's name, see family_write_stem() */
} Maker;

/* Appends makers (Maker) to `out`, which it initialises, by (product, stem, factory). */
void makers_find(const Slice *slice, UT_array *out);

/* Whether the factory itself calls the class: it does not only pass on what another one made. */
bool maker_creates(const Maker *maker);

#endif
