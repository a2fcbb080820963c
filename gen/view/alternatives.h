/*
 * alternatives.h - methods of one name of which a call may mean any, as a synthesizer's of a dozen vendors: one by one
 * they would be a long column of equal arrows, and crowd out everything else.
 */
#ifndef SEAMAP_ALTERNATIVES_H
#define SEAMAP_ALTERNATIVES_H

#include "piece.h"

/*
 * By rank: the first of the functions that it is an alternative of, or itself. Alternatives are what one piece leads to
 * without being known to, and what alternatives lead to, as far as they have one name and are alike. The caller frees.
 */
uint32_t *alternatives_find(const Pieces *pieces, const UT_array *links);

/* Puts alternatives among `ranks` into a piece each, where they are many. Returns by how many fewer pieces that makes. */
size_t alternatives_join(Pieces *pieces, const UT_array *ranks, const uint32_t *alternatives);

#endif
