/*
 * loose.h - which pieces nothing leads to from where the program is entered: drawn, they would be islands.
 */
#ifndef SEAMAP_LOOSE_H
#define SEAMAP_LOOSE_H

#include "contract.h"
#include "piece.h"

enum {
    DOUBTFUL_WAY =
        2 /* calls that a way may pass when it is not known whether they are made: a longer one says nothing */
};

/* Marks in `out`, by piece, those that neither links (Link) nor ways from roots outside of the picture lead to, and those
 * that no link touches. Roots themselves are never loose. Returns how many are. */
size_t loose_find(const Slice *slice, const Pieces *pieces, const UT_array *links, bool *out);

#endif
