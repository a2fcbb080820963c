/*
 * steps.h - what a callback does about one kind of event, as a node of its own.
 *
 * Libraries of C tell a callback what happened by a constant, and the callback switches on it. Where the catalog knows
 * the constant, the code under its label is a step of the flow: the function leads to it, and the calls in it are its.
 */
#ifndef SEAMAP_STEPS_H
#define SEAMAP_STEPS_H

#include "../program/program.h"
#include "graph.h"

#include "../../extractors/catalog/catalog.h"

#include <utarray.h>

typedef struct {
    uint32_t first_value, end_value; /* global values; of those, the ones that `scope` evaluates */
    uint32_t scope;                  /* global definition */
    uint32_t order;                  /* rank among the calls of the function; whoever ranks them sets it */
    uint32_t line, column;
    bool handed; /* another thread wakes the loop for it */
    GraphNode *node;
} Step;

typedef struct {
    const Program *program;
    UT_array *steps; /* Step, by file, then by first value */
    uint32_t *first; /* by file, and one more */
} Steps;

/* Adds the nodes. `nodes` are those of definitions. */
void steps_init(Steps *steps, const Program *program, const Catalog *catalog, Graph *graph, GraphNode *const *nodes);
void steps_deinit(Steps *steps);

/* Those of a file; NULL and 0 when it has none. */
Step *steps_of_file(const Steps *steps, const ProgramFile *file, size_t *count);

/* The first step that a value lies in, of those behind `after` (NULL: of all), or NULL. Code may run for several
 * constants. */
const Step *steps_find(const Steps *steps, uint32_t value, const Step *after);

/* Adds the edges from functions to their steps. */
void steps_add_edges(const Steps *steps, Graph *graph, GraphNode *const *nodes);

#endif
