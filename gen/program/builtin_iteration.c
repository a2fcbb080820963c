/*
 * Functions that run through what they are handed: containers made of it, map(), sorted(), itertools, heapq, bisect.
 */
#include "builtins.h"

/* A callable that is called with the elements of an iterable: map, filter, sorted(key=). */
static void call_on_elements(Program *program, const CallSite *site, Variable callee, Variable iterable,
                             Variable result)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    builtins_spread(program, site, iterable, element);
    builtins_call_with(program, site, callee, element, result);
}

/* A container of what iteration over the first argument gives; returns the variable of that. detail: type of container */
static Variable gather(Program *program, const CallSite *site, uint32_t detail)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    Object container = builtins_give_container(program, site, detail);
    builtins_spread(program, site, calls_argument_at(site, 0), element);
    containers_store(program, container, 0, element);
    return element;
}

void builtins_make_iterable(Program *program, const CallSite *site, uint32_t detail)
{
    gather(program, site, detail);
}

void builtins_make_set(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, gather(program, site, detail), LINK_CONVERT, site->site, CONVERT_KEY);
}

/* list, tuple, like sorted(): they ask how much room there has to be, as operator.length_hint() does */
void builtins_make_list(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, calls_argument_at(site, 0), LINK_CONVERT, site->site, CONVERT_HINT);
    builtins_make_iterable(program, site, detail);
}

void builtins_call_next(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    solver_link(program, calls_argument_at(site, 0), LINK_NEXT, site->result, site->site);
    solver_link(program, calls_argument_at(site, 1), LINK_COPY, site->result, 0);
}

void builtins_call_anext(Program *program, const CallSite *site, uint32_t detail)
{
    Variable given = solver_step(program, site->site, STEP_GATHERED);
    (void)detail;
    solver_link(program, calls_argument_at(site, 0), LINK_NEXT_ASYNC, given, site->site);
    solver_link(program, calls_argument_at(site, 1), LINK_COPY, given, 0);
    solver_add(program, site->result, solver_object(program, OBJECT_COROUTINE, given, 0));
}

/* iter, aiter, reversed: the iterator. detail: Traversal */
void builtins_call_iter(Program *program, const CallSite *site, uint32_t detail)
{
    if (calls_argument_at(site, 1)) { /* iter(function, sentinel) */
        Object iterator = builtins_give_container(program, site, CONTAINER_GENERATOR);
        calls_link_late(
            program, calls_argument_at(site, 0),
            &(LateCall){.site = site->site, .result = containers_elements(program, iterator), .reach = REACH_HANDED});
        return;
    }
    solver_link(program, calls_argument_at(site, 0), LINK_ITERATOR, site->site, detail);
}

void builtins_call_sorted(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, calls_argument_at(site, 0), LINK_CONVERT, site->site, CONVERT_HINT);
    builtins_compare(program, site, builtins_keyword_argument(program, site, "key"), gather(program, site, detail),
                     CONVERT_LESS);
}

/* map(items, function): the wrong way round, but what is meant is clear. */
static void call_swapped(Program *program, const CallSite *site, const LateCall *call)
{
    LateCall swapped = *call;
    swapped.arguments[0].variable = solver_step(program, site->site, STEP_SWAPPED);
    swapped.argument_count = 1;
    swapped.functions_only = true;
    builtins_spread(program, site, calls_argument_at(site, 0), swapped.arguments[0].variable);
    calls_link_late(program, calls_argument_at(site, 1), &swapped);
}

void builtins_call_map(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, CONTAINER_GENERATOR);
    LateCall call = {.site = site->site, .result = containers_elements(program, container), .reach = REACH_HANDED};
    Variable callee = calls_argument_at(site, 0);
    (void)detail;
    for (uint32_t i = 0; i < 2; i++) {
        Variable iterable = calls_argument_at(site, i + 1);
        if (!iterable)
            break;
        call.arguments[i].variable = solver_step(program, site->site, STEP_GATHERED + i);
        call.argument_count++;
        builtins_spread(program, site, iterable, call.arguments[i].variable);
    }
    calls_link_late(program, callee, &call);
    call_swapped(program, site, &call);
}

static bool is_none(const Program *program, Variable argument)
{
    const Value *value = argument && argument < program->value_count ? program_value(program, argument) : NULL;
    return value && value->kind == VALUE_CONSTANT && value->detail == CONSTANT_NONE;
}

void builtins_call_filter(Program *program, const CallSite *site, uint32_t detail)
{
    Variable iterable = calls_argument_at(site, 1);
    (void)detail;
    builtins_spread(program, site, iterable,
                    containers_elements(program, builtins_give_container(program, site, CONTAINER_GENERATOR)));
    call_on_elements(program, site, calls_argument_at(site, 0), iterable, 0);
    if (is_none(program, calls_argument_at(site, 0)))
        solver_link(program, solver_step(program, site->site, STEP_GATHERED), LINK_CONVERT, site->site, CONVERT_BOOL);
}

void builtins_call_enumerate(Program *program, const CallSite *site, uint32_t detail)
{
    Object pair = builtins_give_tuples(program, site, detail);
    solver_add(program, builtins_tuple_item(program, pair, 0),
               solver_object(program, OBJECT_CONSTANT, CONSTANT_INTEGER, 0));
    builtins_spread(program, site, calls_argument_at(site, 0), builtins_tuple_item(program, pair, 1));
}

void builtins_call_zip(Program *program, const CallSite *site, uint32_t detail)
{
    Object tuple = builtins_give_tuples(program, site, detail);
    for (uint32_t i = 0; calls_argument_at(site, i) && calls_position_name(program, i); i++)
        builtins_spread(program, site, calls_argument_at(site, i), builtins_tuple_item(program, tuple, i));
}

/* min, max: one of the elements, or of the arguments */
void builtins_choose(Program *program, const CallSite *site, uint32_t detail)
{
    Variable key = builtins_keyword_argument(program, site, "key"),
             chosen = solver_step(program, site->site, STEP_GATHERED);
    if (calls_argument_at(site, 1))
        for (size_t i = 0; i < site->argument_count; i++)
            solver_link(program, site->arguments[i].name ? 0 : site->arguments[i].variable, LINK_COPY, chosen, 0);
    else
        builtins_spread(program, site, calls_argument_at(site, 0), chosen);
    solver_link(program, chosen, LINK_COPY, site->result, 0);
    solver_link(program, builtins_keyword_argument(program, site, "default"), LINK_COPY, site->result, 0);
    builtins_compare(program, site, key, chosen, detail);
}

/* any, all: iterate, and look at each; detail: type of the result */
void builtins_consume(Program *program, const CallSite *site, uint32_t detail)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    builtins_spread(program, site, calls_argument_at(site, 0), element);
    solver_link(program, element, LINK_CONVERT, site->site, CONVERT_BOOL);
    builtins_give_constant(program, site, detail);
}

void builtins_reduce(Program *program, const CallSite *site, uint32_t detail)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    Variable so_far = solver_step(program, site->site, STEP_SECOND);
    (void)detail;
    builtins_spread(program, site, calls_argument_at(site, 1), element);
    solver_link(program, calls_argument_at(site, 2) ? calls_argument_at(site, 2) : element, LINK_COPY, so_far, 0);
    calls_link_late(program, calls_argument_at(site, 0),
                    &(LateCall){.site = site->site,
                                .result = so_far,
                                .arguments = {{so_far, NAME_NONE}, {element, NAME_NONE}},
                                .argument_count = 2,
                                .reach = REACH_HANDED});
    solver_link(program, so_far, LINK_COPY, site->result, 0);
}

void builtins_chain(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, detail);
    for (uint32_t i = 0; calls_argument_at(site, i); i++)
        builtins_spread(program, site, calls_argument_at(site, i), containers_elements(program, container));
}

/* builtins_chain.from_iterable(iterables) */
void builtins_chain_inner(Program *program, const CallSite *site, uint32_t detail)
{
    Variable iterable = solver_step(program, site->site, STEP_GATHERED);
    builtins_spread(program, site, calls_argument_at(site, 0), iterable);
    builtins_spread(program, site, iterable,
                    containers_elements(program, builtins_give_container(program, site, detail)));
}

/* takewhile, dropwhile, filterfalse: the function looks at elements that come second. */
void builtins_pick(Program *program, const CallSite *site, uint32_t detail)
{
    builtins_spread(program, site, calls_argument_at(site, 1),
                    containers_elements(program, builtins_give_container(program, site, detail)));
    call_on_elements(program, site, calls_argument_at(site, 0), calls_argument_at(site, 1), 0);
}

/* starmap: the elements are the arguments. */
void builtins_call_starmap(Program *program, const CallSite *site, uint32_t detail)
{
    Variable arguments = solver_step(program, site->site, STEP_GATHERED);
    Variable results = containers_elements(program, builtins_give_container(program, site, detail));
    builtins_spread(program, site, calls_argument_at(site, 1), arguments);
    calls_link_late(program, calls_argument_at(site, 0),
                    &(LateCall){.site = site->site,
                                .result = results,
                                .arguments = {{arguments, NAME_STAR}},
                                .argument_count = 1,
                                .reach = REACH_HANDED});
}

/* An iterator, or a set, over the elements of the argument, inside of what the call gives. */
static Object give_inner(Program *program, const CallSite *site, uint32_t type)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    Object inner = solver_object(program, OBJECT_CONTAINER, element, type);
    builtins_spread(program, site, calls_argument_at(site, 0), element);
    containers_store(program, inner, 0, element);
    return inner;
}

/* groupby: pairs of what the key gives, or an element, and an iterator over elements. */
void builtins_call_groupby(Program *program, const CallSite *site, uint32_t detail)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    Variable key =
        calls_argument_at(site, 1) ? calls_argument_at(site, 1) : builtins_keyword_argument(program, site, "key");
    Object pair = builtins_give_tuples(program, site, detail);
    solver_add(program, builtins_tuple_item(program, pair, 1), give_inner(program, site, CONTAINER_GENERATOR));
    if (key)
        builtins_call_with(program, site, key, element, builtins_tuple_item(program, pair, 0));
    else
        solver_link(program, element, LINK_COPY, builtins_tuple_item(program, pair, 0), 0);
}

/* permutations, pairwise, batched: tuples of any of the elements. */
void builtins_give_groups(Program *program, const CallSite *site, uint32_t detail)
{
    builtins_spread_into(program, site, calls_argument_at(site, 0), builtins_give_tuples(program, site, detail));
}

/* tee(items), concurrent.futures.wait(futures): a tuple of iterators, of sets. detail: type of those */
void builtins_give_several(Program *program, const CallSite *site, uint32_t detail)
{
    Object inner = give_inner(program, site, detail), tuple = builtins_give_container(program, site, CONTAINER_TUPLE);
    solver_add(program, containers_elements(program, tuple), inner);
    containers_mix(program, tuple);
}

/* What iteration over the first argument gives are the keys of a mapping. */
static void gather_keys(Program *program, const CallSite *site, Object mapping)
{
    Variable key = solver_step(program, site->site, STEP_GATHERED);
    builtins_spread(program, site, calls_argument_at(site, 0), key);
    solver_link(program, key, LINK_CONVERT, site->site, CONVERT_KEY);
    solver_link(program, key, LINK_COPY, solver_cell(program, CELL_KEY, mapping, 0), 0);
}

/* Counter(items): the items are keys. */
void builtins_make_counter(Program *program, const CallSite *site, uint32_t detail)
{
    Object counter = builtins_give_container(program, site, detail);
    gather_keys(program, site, counter);
    solver_add(program, containers_elements(program, counter),
               solver_object(program, OBJECT_CONSTANT, CONSTANT_INTEGER, 0));
    containers_mix(program, counter);
}

/* repeat: the argument, again and again. */
void builtins_call_repeat(Program *program, const CallSite *site, uint32_t detail)
{
    containers_store(program, builtins_give_container(program, site, detail), 0, calls_argument_at(site, 0));
}

/* dict.fromkeys(keys, value) */
void builtins_make_mapping_of_keys(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, detail);
    gather_keys(program, site, container);
    containers_store(program, container, 0, calls_argument_at(site, 1));
}

/* heapify(heap), bisect(list, item): what is in the list is compared, with each other or the item. */
void builtins_compare_with(Program *program, const CallSite *site, uint32_t detail)
{
    Variable key = builtins_keyword_argument(program, site, "key"),
             things = solver_step(program, site->site, STEP_SECOND);
    solver_link(program, calls_argument_at(site, 0), LINK_CONTENT, things, 0);
    solver_link(program, calls_argument_at(site, 1), LINK_COPY, things, 0);
    builtins_compare(program, site, key, things, CONVERT_LESS);
    if (detail)
        builtins_give_constant(program, site, detail);
}

/* heappush(heap, item), insort(list, item) */
void builtins_put_into(Program *program, const CallSite *site, uint32_t detail)
{
    builtins_compare_with(program, site, 0);
    if (calls_argument_at(site, 1))
        solver_link(program, calls_argument_at(site, 0), LINK_PUT, calls_argument_at(site, 1), 0);
    if (!detail)
        solver_add(program, site->result, program->none);
    else
        solver_link(program, calls_argument_at(site, 0), LINK_CONTENT, site->result, 0);
}

/* heappop(heap) */
void builtins_take_from(Program *program, const CallSite *site, uint32_t detail)
{
    builtins_compare_with(program, site, detail);
    solver_link(program, calls_argument_at(site, 0), LINK_CONTENT, site->result, 0);
}

/* nlargest(3, items, key=) */
void builtins_choose_some(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, detail);
    Variable key = builtins_keyword_argument(program, site, "key");
    builtins_spread_into(program, site, calls_argument_at(site, 1), container);
    builtins_compare(program, site, key, containers_elements(program, container), CONVERT_LESS);
}
