/*
 * match.h - which nodes of two graphs are the same: by id, and where an id is gone, by what the node does and who is
 * around it, so that a function that was renamed or moved is known again.
 *
 * Two nodes are alike in their simple name, in what they lie in, in their bodies (body.h) and in their neighbours, each
 * of which counts as much as there is to compare. Pairs that are alike enough are taken, the best first; ties go to the
 * smaller ids. Then once more, since neighbours that were recognised make others more alike.
 */
#ifndef SEAMAP_MATCH_H
#define SEAMAP_MATCH_H

#include "graph.h"

#define MATCH_NONE UINT32_MAX

typedef struct {
    uint32_t *after;  /* by rank in the graph before: rank in the one after, or MATCH_NONE */
    uint32_t *before; /* the other way round */
} Match;

/* Matches two finished graphs. What is outside the tree, and test code, is matched by id alone. */
void match_init(Match *match, const Graph *before, const Graph *after);
void match_deinit(Match *match);

#endif
