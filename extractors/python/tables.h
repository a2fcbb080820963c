/*
 * tables.h - the grammar, as the parser gets it.
 *
 * A generated parser has arrays for a few of its states, by symbol. For the others, to be small, it has lists, which are
 * searched for each token and for each node that is made. Here all have arrays, of 1.5 MiB. Where the grammar is a
 * library of the system, whose structures may be others than we know, it stays as it is.
 */
#ifndef SEAMAP_PYTHON_TABLES_H
#define SEAMAP_PYTHON_TABLES_H

#include <tree_sitter/api.h>

const TSLanguage *tables_grammar(void);

#endif
