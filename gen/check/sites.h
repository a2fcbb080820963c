/*
 * sites.h - the calls of a program by where they stand, and by what they run.
 */
#ifndef SEAMAP_SITES_H
#define SEAMAP_SITES_H

#include "../program/program.h"

typedef struct {
    const Program *program;
    const ResolvedCall *calls;
    uint32_t *by_site, *next_of_site;     /* by value, by call: 1 + number of a call; 0: no more */
    uint32_t *by_target, *next_of_target; /* by definition, by call: the same */
    uint32_t *first_in, *next_in; /* by definition, by value: the calls and loops of a function, in their order; 0 */
} Sites;

/* `program` is borrowed, and must outlive it. */
void sites_init(Sites *sites, const Program *program);
void sites_deinit(Sites *sites);

/* The only thing that a call runs: a constructor where it makes an instance. NULL: several do, or not all are known. */
const ResolvedCall *sites_only_call(const Sites *sites, uint32_t site);

#endif
