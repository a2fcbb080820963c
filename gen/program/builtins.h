/*
 * builtins.h - what builtins.c (the table of functions) and the builtin_*.c share, each of which has functions of one kind;
 * solver.h has what others ask.
 */
#ifndef SEAMAP_BUILTINS_H
#define SEAMAP_BUILTINS_H

#include "externals.h"

/* Steps inside of one call, beside those of externals.h. */
enum BuiltinStep {
    STEP_SECOND = STEP_GATHERED + 1,
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

/* Calls a callable with an argument. */
void builtins_call_with(Program *program, const CallSite *site, Variable callee, Variable argument, Variable result);

/* What a call of a function does. `detail`, from its row in the table: an operator, the type of what is given, or nothing. */
typedef void BuiltinFunction(Program *program, const CallSite *site, uint32_t detail);

/* builtin_iteration.c */
BuiltinFunction builtins_make_iterable, builtins_make_list, builtins_make_set, builtins_make_counter,
    builtins_make_mapping_of_keys;
BuiltinFunction builtins_call_iter, builtins_call_next, builtins_call_anext;
BuiltinFunction builtins_call_sorted, builtins_call_map, builtins_call_filter, builtins_call_enumerate,
    builtins_call_zip;
BuiltinFunction builtins_choose, builtins_consume, builtins_reduce, builtins_chain, builtins_chain_inner, builtins_pick;
BuiltinFunction builtins_call_starmap, builtins_call_groupby, builtins_call_repeat, builtins_give_groups,
    builtins_give_several;
BuiltinFunction builtins_compare_with, builtins_put_into, builtins_take_from, builtins_choose_some;

/* builtin_names.c */
BuiltinFunction builtins_call_getattr, builtins_call_hasattr, builtins_call_setattr, builtins_give_members;
BuiltinFunction builtins_import_module, builtins_import_package, builtins_get_module;

/* builtin_operators.c. builtins_make_getter: attrgetter(), methodcaller(), itemgetter(), cmp_to_key(), in this order */
BuiltinFunction builtins_operate, builtins_contain, builtins_set_item, builtins_delete_item, builtins_sum,
    builtins_accumulate;
BuiltinFunction builtins_call_first, builtins_make_getter;

/* Does a method ("str.join") give a constant or a container, whatever it is called with? */
bool builtins_method_is_plain(const char *qualified);

#endif
