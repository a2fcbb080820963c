/*
 * externals.h - what externals.c (calls), external_handovers.c and builtins.h share; solver.h has what others ask.
 */
#ifndef SEAMAP_EXTERNALS_H
#define SEAMAP_EXTERNALS_H

#include "solver.h"

/* Steps inside of one call; more of them in builtins.h. */
enum ExternalStep {
    STEP_HANDED = 16,
    STEP_RESULT,
    STEP_GATHERED
};

/* A hand-over at a place, as the catalog's entry says; `skip`: how many arguments come before what is passed on. Returns its
 * number, for externals_hand_over(). */
uint32_t externals_add_handover(Program *program, const CatalogEntry *entry, Variable site, uint32_t skip);
const Handover *externals_handover(const Program *program, uint32_t number); /* of that number */

#endif
