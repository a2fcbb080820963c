/*
 * launches.h - where production begins: what launchers start (launch.h), found in the graph.
 */
#ifndef SEAMAP_LAUNCHES_H
#define SEAMAP_LAUNCHES_H

#include "../program/program.h"
#include "graph.h"

#include <utarray.h>

typedef struct LaunchSearch LaunchSearch;

/* Both are borrowed; the graph has been built from the program. */
LaunchSearch *launches_open(Graph *graph, const Program *program);
void launches_close(LaunchSearch *search);

/*
 * Marks what the launcher of that path starts (Launch) as a beginning of the process, NODE_MAIN, and says by whom. What
 * the tree does not have, or has in several places that are as near, is passed over.
 */
void launches_mark(LaunchSearch *search, const char *launcher, const UT_array *launches);

#endif
