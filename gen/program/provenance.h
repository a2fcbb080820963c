/*
 * provenance.h - why a call reaches its target: the chain of source lines from the target's definition to the call.
 *
 * The solver keeps no record of how an object came into a set; the memory of it would be a multiple of the sets. The
 * way is found again when somebody asks: a search from the callee of the call backwards, breadth first, through
 * variables that hold the object, along the links that brought it, to where it is made. A bound method's way is that of
 * its receiver. Of several ways it is the shortest, and of those the first by file and place: values are numbered so.
 */
#ifndef SEAMAP_PROVENANCE_H
#define SEAMAP_PROVENANCE_H

#include "program.h"

/* What happens on a line; where several things do, they happen in this order. */
typedef enum {
    WHY_DEFINED,   /* the target */
    WHY_INHERITED, /* from a base of the class that stands there */
    WHY_IMPORTED,
    WHY_ANNOTATED, /* an annotation says what it is */
    WHY_TAKEN,     /* out of a container */
    WHY_MADE,      /* an instance, a container */
    WHY_DEFAULT,   /* of a parameter */
    WHY_ASSIGNED,  /* to a variable of a module or class, or to one that inner functions share */
    WHY_STORED,    /* in an attribute */
    WHY_PUT,       /* into a container */
    WHY_PASSED,    /* as an argument */
    WHY_INJECTED,  /* into a parameter */
    WHY_RECEIVER,  /* a method is called on it */
    WHY_DECORATED, /* a decorator gives it in the place of what it takes */
    WHY_RETURNED,
    WHY_YIELDED,
    WHY_RESULT, /* of a call; said only where nothing else is */
    WHY_READ,   /* from an attribute; likewise */
    WHY_CALLED, /* the call that was asked about */
    WHY_COUNT
} Why;

/* Reasons that lines of their own, and nothing else on them, don't make a chain worth to be shown. */
enum {
    WHY_OBVIOUS = 1 << WHY_DEFINED | 1 << WHY_IMPORTED | 1 << WHY_RESULT | 1 << WHY_READ | 1 << WHY_CALLED
};

typedef struct {
    const char *path; /* borrowed from the program */
    uint32_t line, column;
    uint32_t reasons; /* 1 << Why */
} ChainStep;

/* The solver's links, turned around. */
typedef struct Provenance Provenance;

/* `program` is borrowed and must outlive it. */
Provenance *provenance_new(const Program *program);
void provenance_free(Provenance *provenance);

/* The steps from the definition of the target to the call, which is the last; each line once. The caller frees them.
 * NULL when no way was found, or it is too long to tell anybody anything. */
ChainStep *provenance_find(const Provenance *provenance, const ResolvedCall *call, size_t *count);

const char *why_name(Why why); /* "passed as argument" */

#endif
