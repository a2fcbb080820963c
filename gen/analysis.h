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
    Cache *cache;          /* NULL: none */
    struct Images *images; /* the facts of all files */
    Installed *installed;
    Program *program;
    Graph *graph;
} Analysis;

/* Reads, extracts, links and resolves what options ask for; the program keeps the flow of values. False when there is nothing to read (reported to diag).
 * analysis_close() is due whatever the result. */
bool analysis_open(Analysis *analysis, const Options *options, Diag *diag);

/*
 * The two steps of that, for who compares trees. What a twin (or NULL) has of the same bytes at the same path is not read
 * again, but borrowed: it was read before, and must outlive this one. Several may be linked at once.
 */
bool analysis_read(Analysis *analysis, const Analysis *twin, const Options *options, Diag *diag);
void analysis_link(Analysis *analysis, const Options *options, Diag *diag);

void analysis_close(Analysis *analysis);

/* The same for who needs the graph alone, and frees it. NULL when there is nothing to read. */
Graph *analysis_run(const Options *options, Diag *diag);

#endif
