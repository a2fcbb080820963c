/*
 * production.h - what production code runs: what its entry points reach by calls, then what runs when the modules
 * behind them are imported. With the way by which each function is reached.
 *
 * Entry points are those of the catalog, start-up hooks, and scripts. Test code is none, and nothing is reached through
 * it.
 */
#ifndef SEAMAP_PRODUCTION_H
#define SEAMAP_PRODUCTION_H

#include "rules.h"

typedef struct Production {
    const Slice *slice;           /* the subject's */
    struct ProductionStep *steps; /* by rank */
    uint32_t *queue;              /* ranks that were reached, in the order of that */
    size_t count, walked;         /* how many there are, and whose calls have been followed */
} Production;

void production_init(Production *production, const Subject *subject);
void production_deinit(Production *production);

bool production_runs(const Production *production, const GraphNode *node);

/* Adds the calls that lead from an entry point to `node`, but for those in the middle of a long way. */
void production_tell_way(const Production *production, const GraphNode *node, RuleContext *context, Finding *finding);

/* What test code runs, by rank; the caller frees it. */
bool *production_tests_run(const Graph *graph);

#endif
