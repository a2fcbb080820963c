/*
 * asking.h - functions that ask whether something can be awaited. They do not await blindly, so nothing is said of what
 * they do with coroutines.
 */
#ifndef SEAMAP_ASKING_H
#define SEAMAP_ASKING_H

#include "../program/program.h"

/* By definition: whether it asks. The caller frees it. */
bool *asking_find(const Program *program);

#endif
