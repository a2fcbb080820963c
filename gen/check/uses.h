/*
 * uses.h - where the values of a program are used, file by file when somebody asks.
 */
#ifndef SEAMAP_USES_H
#define SEAMAP_USES_H

#include "../program/program.h"

typedef enum {
    USED_AS_BASE,    /* of the value `by` */
    USED_AS_OPERAND, /* of the value `by`; place: which one of its operands */
    USED_BY_EFFECT,  /* `by`; place: UsedPlace */
    USED_ELSEWHERE   /* a binding, a decorator, a base, a default, an annotation, the type of a handler */
} UsedAs;

enum UsedPlace {
    PLACE_VALUE,
    PLACE_INDEX,
    PLACE_TARGET
};

typedef struct {
    uint32_t next; /* use of the same value; 0: none */
    uint32_t by;   /* in the file's own numbers */
    uint32_t place;
    UsedAs as;
} Used;

typedef struct Uses Uses;

/* `program` is borrowed, and must outlive it. */
Uses *uses_new(const Program *program);
void uses_free(Uses *uses);

/* The uses of a value by its global number: NULL when there are none, and after the last. */
const Used *uses_first(Uses *uses, uint32_t value);
const Used *uses_next(const Uses *uses, uint32_t value, const Used *used);

#endif
