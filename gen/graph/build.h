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

/* The finished graph of everything that was resolved; the caller frees it. */
Graph *graph_build(const Program *program, const Catalog *catalog, const BuildOptions *options);

#endif
