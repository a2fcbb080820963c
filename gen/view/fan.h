/*
 * fan.h - many functions that one function leads to, or that all lead to it, in the same way: one by one they would be a
 * long column of equal arrows.
 */
#ifndef SEAMAP_FAN_H
#define SEAMAP_FAN_H

#include "piece.h"

/* An arrow whose one end has no other. */
typedef struct {
    uint32_t hub, end; /* ranks: the end that has others, and the one that has not */
    bool inwards;      /* leads to the hub */
    uint32_t manner;   /* arrows of one fan are alike in it */
} Spoke;

extern const UT_icd fan_spoke_icd;

/* Sorts spokes, and puts the ends of those that make up a fan into one piece. Returns how many functions that are. */
size_t fan_join(Pieces *pieces, UT_array *spokes);

#endif
