/*
 * body.h - fingerprints of what definitions do, by which one is known again under another name or in another place.
 *
 * A fingerprint is a similarity hash (M. Charikar, "Similarity estimation techniques from rounding algorithms", 2002) of
 * the steps that the facts of a definition list: calls, attributes, constants, assignments. Names of its own, of what is
 * local, lines and formatting are not in it. Bodies that have most of their steps in common have fingerprints that differ
 * in few bits.
 */
#ifndef SEAMAP_BODY_H
#define SEAMAP_BODY_H

#include "../../extractors/facts.h"

/* Fingerprints of all definitions of a file, into `out`: defs_count of them. 0: there are no steps. */
void body_find_all(const Facts *facts, uint64_t *out);

/* How many steps a fingerprint stands for, up to a bound: few of them say little. */
unsigned body_steps(uint64_t body);

/* How much two bodies have in common: 0 when no more than any two have, up to 1. */
double body_compare(uint64_t left, uint64_t right);

#endif
