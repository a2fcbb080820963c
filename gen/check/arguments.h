/*
 * arguments.h - what a call passes, as the source spells it.
 */
#ifndef SEAMAP_ARGUMENTS_H
#define SEAMAP_ARGUMENTS_H

#include "../../extractors/facts.h"

#include <stdbool.h>

/* Whether it spreads something over its parameters: `f(*args)`, `f(**options)`. */
bool arguments_spread(const Facts *facts, const Value *call);

/* The value of a positional argument, from 0, or else of the keyword, if not NULL; 0: there is none. */
uint32_t arguments_find(const Facts *facts, const Value *call, uint32_t position, const char *keyword);
uint32_t arguments_keyword(const Facts *facts, const Value *call, const char *keyword);

#endif
