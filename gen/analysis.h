/*
 * analysis.h - the pipeline: tree -> facts (cached) -> program -> graph.
 */
#ifndef SEAMAP_ANALYSIS_H
#define SEAMAP_ANALYSIS_H

#include "diag.h"
#include "graph/graph.h"
#include "options.h"

/* Reads, extracts, links and resolves what options ask for. The caller frees the graph. NULL when there is nothing to
 * read (reported to diag). */
Graph *analysis_run(const Options *options, Diag *diag);

#endif
