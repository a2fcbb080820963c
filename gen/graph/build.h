/*
 * build.h - from the solved program to the graph: qualified names, edges with their source lines, roles.
 */
#ifndef SEAMAP_BUILD_H
#define SEAMAP_BUILD_H

#include "graph.h"
#include "../program/program.h"

typedef struct {
    int threads;
    bool bodies; /* find fingerprints of bodies, by which nodes of two graphs are compared */
} BuildOptions;

/* A graph in the making. */
typedef struct GraphDraft GraphDraft;

/* What does not depend on what values may be: another thread may solve them meanwhile. */
GraphDraft *graph_draft(const Program *program, const Catalog *catalog, const BuildOptions *options);
/* The finished graph of everything that was resolved; the caller frees it. It ends the draft. */
Graph *graph_build(GraphDraft *draft);

#endif
