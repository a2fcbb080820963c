/*
 * graph_write.h - the whole graph as text for other programs, and back.
 *
 * The JSON is schema seamap.graph/1: one node or edge a line, in the order of the graph. Reading what was written gives
 * the same graph again, flags and sites included.
 */
#ifndef SEAMAP_GRAPH_WRITE_H
#define SEAMAP_GRAPH_WRITE_H

#include "graph.h"
#include <utstring.h>

/* Appends the graph, which is finished, as one JSON object and a newline. */
void graph_write_json(const Graph *graph, UT_string *out);

/* Appends the graph, which is finished, in Graphviz's language, a cluster per module. */
void graph_write_dot(const Graph *graph, UT_string *out);

/*
 * The finished graph of a JSON text; the caller frees it. On a mistake NULL, and `error` (caller's buffer) says what
 * and where. Nodes that only edges name are made as external ones.
 */
Graph *graph_read_json(const char *text, size_t length, char *error, size_t error_size);

/* A flag's name in JSON, or NULL beyond the last: bit 0, 1, … of NodeFlag (async has its own field) and SiteFlag. */
const char *node_flag_name(unsigned bit);
const char *site_flag_name(unsigned bit);

#endif
