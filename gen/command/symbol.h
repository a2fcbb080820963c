/*
 * symbol.h - what to say about a symbol that the graph doesn't have, or has several times.
 */
#ifndef SEAMAP_SYMBOL_H
#define SEAMAP_SYMBOL_H

#include "../graph/graph.h"
#include <utstring.h>

/* Appends a sentence: the nodes that the symbol may mean, or else those that are spelled like it. */
void symbol_explain_unknown(const Graph *graph, const char *symbol, UT_string *out);

#endif
