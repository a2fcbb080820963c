/*
 * asking.h - functions that ask whether something can be awaited. They do not await blindly, so nothing is said of what
 * they do with coroutines.
 */
#ifndef SEAMAP_ASKING_H
#define SEAMAP_ASKING_H

#include "../program/program.h"

/* By definition: the value that asks first in it; 0: it does not ask. The caller frees it. */
uint32_t *asking_find(const Program *program);

/* Whether what a function asks may decide if a call in it is awaited. */
bool asking_may_guard(const Program *program, const uint32_t *asks, uint32_t site);

#endif
