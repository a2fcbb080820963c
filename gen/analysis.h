/*
 * analysis.h - the pipeline: tree -> facts (cached) -> program -> graph.
 */
#ifndef SEAMAP_ANALYSIS_H
#define SEAMAP_ANALYSIS_H

#include "diag.h"
#include "graph/graph.h"
#include "installed.h"
#include "options.h"
#include "program/program.h"
#include "source/source.h"

/* What each stage gave. Each borrows from those above it. */
typedef struct {
    SourceTree *tree;
    Cache *cache; /* NULL: none */
    Installed *installed;
    Program *program;
    Graph *graph;
} Analysis;

/* Reads, extracts, links and resolves what options ask for; the program keeps the flow of values. False when there is nothing to read (reported to diag).
 * analysis_close() is due whatever the result. */
bool analysis_open(Analysis *analysis, const Options *options, Diag *diag);

/*
 * The same of two trees, which a comparison is made of: what they have in common is extracted once, and they are linked at
 * the same time where there are jobs for that. Each has options and diag of its own. Both are to be closed whatever the
 * result.
 */
bool analysis_open_pair(Analysis pair[2], const Options *const options[2], Diag *const diags[2]);

void analysis_close(Analysis *analysis);

/* The same for who needs the graph alone, and frees it. NULL when there is nothing to read. */
Graph *analysis_run(const Options *options, Diag *diag);

#endif
