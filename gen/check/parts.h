/*
 * parts.h - code whose mistakes are meant: a test that wants it to fail, a branch that a constant switches off.
 */
#ifndef SEAMAP_PARTS_H
#define SEAMAP_PARTS_H

#include "rules.h"

typedef enum {
    MISTAKE_AWAIT,        /* to await a value: code that catches TypeError alone means it, to find out what it has */
    MISTAKE_NO_AWAIT,     /* not to await it */
    MISTAKE_ONLY_NO_AWAIT /* and nothing else can fail before somebody awaits it */
} Mistake;

/* Whether a value is computed in such code; of a call, also whether all that await it stand there. */
bool part_excuses(const RuleContext *context, uint32_t value, Mistake mistake);

/* The end of the values of the `try` that a handler belongs to: where the first of its handlers begins. */
uint32_t part_end_of_try(const Facts *facts, const Handler *handler);

#endif
