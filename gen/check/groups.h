/*
 * groups.h - findings by their cause: those of one rule about one target, which one change may fix together.
 */
#ifndef SEAMAP_GROUPS_H
#define SEAMAP_GROUPS_H

#include "../graph/graph.h"
#include "../../output/findings.h"

typedef struct Groups Groups;

/*
 * Groups finished findings, the most important and the largest groups first, and draws what leads to the targets of the
 * first few. Borrows both.
 */
Groups *groups_new(const Findings *findings, const Graph *graph);
void groups_free(Groups *groups);

const FindingGroup *groups_items(const Groups *groups, size_t *count);

#endif
