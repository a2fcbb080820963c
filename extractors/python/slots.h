/*
 * slots.h - arrays of numbers that can be copied in no time: a copy shares all that nobody changes later.
 *
 * What each local is bound to is saved at every branch, loop, `try` and inner function. So environments are trees whose
 * nodes are never written again; to set a number makes new nodes on the way to it, and two arrays are compared without
 * looking at the nodes that they share.
 */
#ifndef SEAMAP_PYTHON_SLOTS_H
#define SEAMAP_PYTHON_SLOTS_H

#include "../strings.h"

#include <stdint.h>

/* All 0 when it is zeroed. Copied by assignment. */
typedef struct {
    const void *root;
    unsigned levels; /* of nodes; the lowest holds the numbers */
} Slots;

#define SLOTS_END UINT32_MAX

uint32_t slots_get(Slots slots, uint32_t slot);
/* The array with another number in one place; the nodes live as long as the arena. */
Slots slots_set(Arena *arena, Slots slots, uint32_t slot, uint32_t number);
/* The first place from `slot` on where the two have different numbers, or SLOTS_END. */
uint32_t slots_difference(Slots one, Slots other, uint32_t slot);

#endif
