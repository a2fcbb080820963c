/*
 * evidence.h - the source line behind a link of the solver: what copies an object from one variable to another.
 */
#ifndef SEAMAP_EVIDENCE_H
#define SEAMAP_EVIDENCE_H

#include "provenance.h"
#include "solver.h"

/* Calls by their targets. */
typedef struct {
    const Program *program;
    uint32_t *first; /* by definition, and one more */
    uint32_t *calls; /* numbers in program_calls(), by site */
} CallsTo;

CallsTo evidence_sort_calls(const Program *program);
void evidence_free_calls(CallsTo *calls);

/* What a cell is; false of a value. */
bool evidence_is_cell(const Program *program, Variable variable, CellKey *key);

ChainStep evidence_of_value(const Program *program, Variable value, Why why);
ChainStep evidence_of_def(const Program *program, uint32_t def, Why why);

/* Where objects go from one variable to the other; without reasons when no line of source says so. */
ChainStep evidence_of_copy(const CallsTo *calls, Variable from, Variable to, LinkKind kind);

#endif
