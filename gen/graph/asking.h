/*
 * asking.h - functions that ask whether something can be awaited. They do not await blindly, so nothing is said of what
 * they do with what they ask about.
 */
#ifndef SEAMAP_ASKING_H
#define SEAMAP_ASKING_H

#include "../program/program.h"

typedef struct Asking Asking;

/* Finds what all functions ask. `program` is borrowed, and must outlive it. */
Asking *asking_new(const Program *program);
void asking_free(Asking *asking);

/* Whether a function asks anything. */
bool asking_asks(const Asking *asking, uint32_t def);

/* Whether the function around a call asks about it: about what it gives, or about what is called there, of which
 * `target` is one (0: it lies outside the tree). What is called may be asked about in those around it as well, and in its
 * class. */
bool asking_is_about(const Asking *asking, uint32_t site, uint32_t target);

/* Whether what a function asks may decide if such a call is awaited. */
bool asking_may_guard(const Asking *asking, uint32_t site, uint32_t target);

#endif
