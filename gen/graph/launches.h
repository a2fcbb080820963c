/*
 * launches.h - where production begins: what launchers start (launch.h), found in the graph.
 */
#ifndef SEAMAP_LAUNCHES_H
#define SEAMAP_LAUNCHES_H

#include "../program/program.h"
#include "graph.h"

#include <utarray.h>

/*
 * Marks what the launcher of that path starts (Launch) as a beginning of the process, NODE_MAIN, and says by whom. What
 * the tree does not have, or has in several places that are as near, is passed over. The graph has been built from the
 * program.
 */
void launches_mark(Graph *graph, const Program *program, const char *launcher, const UT_array *launches);

#endif
