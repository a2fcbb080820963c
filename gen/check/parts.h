/*
 * parts.h - code whose mistakes are meant: a test that wants it to fail, a branch that a constant switches off.
 */
#ifndef SEAMAP_PARTS_H
#define SEAMAP_PARTS_H

#include "rules.h"

/* Whether a value is computed in such code; of a call, also whether all that await it stand there. `awaiting`: the mistake is
 * to await it, and code that catches TypeError by name means it as well: it finds out in this way what it has. */
bool part_excuses(const RuleContext *context, uint32_t value, bool awaiting);

/* The end of the values of the `try` that a handler belongs to: where the first of its handlers begins. */
uint32_t part_end_of_try(const Facts *facts, const Handler *handler);

#endif
