/*
 * tally.h - arrows with counts: what passes between two pieces, added up.
 */
#ifndef SEAMAP_TALLY_H
#define SEAMAP_TALLY_H

#include "piece.h"

typedef struct {
    uint32_t from, to;                                      /* pieces */
    uint32_t calls, awaits, hand_overs, injections, broken; /* places in the source */
    const GraphEdge *edge;                                  /* the first */
} Tally;

extern const UT_icd tally_icd;

/* Appends one tally for each pair of pieces that production code joins, by keys of the pieces. */
void tally_count(const Pieces *pieces, UT_array *out);

/* The same, of these flows (Flow) only. */
void tally_count_flows(const Pieces *pieces, const UT_array *flows, UT_array *out);

uint32_t tally_weight(const Tally *tally);

/* Adds the arrow, and beside it the broken one, which is never hidden in a sum. */
void tally_draw(const Pieces *pieces, const Tally *tally, Diagram *diagram);

#endif
