/*
 * contract.h - from flows between functions to links between the pieces that are drawn.
 *
 * A piece is a function, or several that are drawn as one. Functions of no piece are contracted: a way through them
 * becomes one link that knows how many it passes.
 */
#ifndef SEAMAP_CONTRACT_H
#define SEAMAP_CONTRACT_H

#include "slice.h"

typedef struct {
    uint32_t from, to; /* pieces */
    uint32_t order;    /* among the links of `from`: of the first call */
    uint32_t member;   /* rank of the node in `from` whose call it is */
    uint32_t count;    /* flows that became this link */
    uint32_t steps;    /* functions passed */
    uint32_t via;      /* rank of the first of them */
    const Flow *flow;  /* the first call */
    bool doubt;        /* some call on the way is one of several that may be meant */
    bool broken;
} Link;

enum {
    NO_PIECE = UINT32_MAX
};

extern const UT_icd contract_link_icd;

/*
 * Appends the links between pieces to `out` (Link), by (from, member, order, to). `piece_of` gives each rank's piece,
 * or NO_PIECE. Ways lead only through nodes that are marked `way`. A longer way is left out when shorter links lead to
 * the same place.
 */
void contract_find_links(const Slice *slice, const uint32_t *piece_of, uint32_t piece_count, UT_array *out);

/* Takes away longest ways first, while there are more than `limit` links, or one passes more than `longest` functions; no
 * piece loses its last one. Returns how many are gone. */
size_t contract_limit_links(UT_array *links, uint32_t piece_count, size_t limit, uint32_t longest);

#endif
