/*
 * parts.h - code whose mistakes are meant: a test that wants it to fail, a branch that a constant switches off.
 */
#ifndef SEAMAP_PARTS_H
#define SEAMAP_PARTS_H

#include "rules.h"

/* Whether a value is computed in such code; of a call, also whether all that await it stand there. */
bool part_excuses(const RuleContext *context, uint32_t value);

#endif
