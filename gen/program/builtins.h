/*
 * builtins.h - what builtins.c (functions) and builtin_methods.c (methods of types) share; solver.h has what others ask.
 */
#ifndef SEAMAP_BUILTINS_H
#define SEAMAP_BUILTINS_H

#include "solver.h"

/* Steps inside of one call. */
enum Step {
    STEP_GATHERED = 18, /* as in externals.c */
    STEP_SECOND,
    STEP_TEXT,
    STEP_METHOD,
    STEP_KEY,
    STEP_SWAPPED
};

enum {
    BUILTINS_IN_PLACE = 1 << 8 /* with an Operator: the augmented assignment of it */
};

/* The name of a string that is written where the argument stands, or 0. */
uint32_t builtins_literal_text(const Program *program, Variable argument);

/* The argument that is passed by that name, or 0. */
Variable builtins_keyword_argument(Program *program, const CallSite *site, const char *name);

/* What the call gives: a constant of a type, a new container. */
void builtins_give_constant(Program *program, const CallSite *site, uint32_t type);
Object builtins_give_container(Program *program, const CallSite *site, uint32_t type);
/* A container of tuples, both made by the call; returns the tuple. */
Object builtins_give_tuples(Program *program, const CallSite *site, uint32_t type);
Variable builtins_tuple_item(Program *program, Object tuple, uint32_t position);

/* What iteration over the argument gives goes into the variable, into the container. */
void builtins_spread(Program *program, const CallSite *site, Variable iterable, Variable into);
void builtins_spread_into(Program *program, const CallSite *site, Variable iterable, Object container);

/* Things are compared by their key, where one is given, or by themselves. */
void builtins_compare(Program *program, const CallSite *site, Variable key, Variable things, uint32_t conversion);

/* builtin_operators.c. `detail`: an operator, the type of what is given, or nothing. */
void builtins_operate(Program *program, const CallSite *site, uint32_t detail);
void builtins_contain(Program *program, const CallSite *site, uint32_t detail);
void builtins_set_item(Program *program, const CallSite *site, uint32_t detail);
void builtins_delete_item(Program *program, const CallSite *site, uint32_t detail);
void builtins_call_first(Program *program, const CallSite *site, uint32_t detail); /* operator.call() */
void builtins_sum(Program *program, const CallSite *site, uint32_t detail);
void builtins_accumulate(Program *program, const CallSite *site, uint32_t detail);
/* attrgetter(), methodcaller(), itemgetter(), cmp_to_key(), in this order */
void builtins_make_getter(Program *program, const CallSite *site, uint32_t detail);

/* Does a method ("str.join") give a constant or a container, whatever it is called with? */
bool builtins_method_is_plain(const char *qualified);

#endif
