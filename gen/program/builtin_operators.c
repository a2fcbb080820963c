/*
 * Functions that do what operators, attributes and items do: library reference, operator, sum(), itertools.accumulate().
 */
#include "builtins.h"

#include <string.h>

enum {
    STEP_PATH = 64,       /* attributes on the way of a dotted name */
    GETTER_LIMIT = 8,     /* names or keys that a getter is made with, and dots in a name */
    GETTER_ATTRIBUTE = 0, /* `detail` of what makes getters */
    GETTER_METHOD,
    GETTER_ITEM,
    GETTER_ORDER
};

void builtins_operate(Program *program, const CallSite *site, uint32_t detail)
{
    Operation operation = {.site = site->site,
                           .result = site->result,
                           .left = calls_argument_at(site, 0),
                           .right = calls_argument_at(site, 1),
                           .kind = detail & ~BUILTINS_IN_PLACE,
                           .in_place = (detail & BUILTINS_IN_PLACE) != 0};
    operators_link(program, &operation);
}

void builtins_contain(Program *program, const CallSite *site, uint32_t detail)
{
    operators_link(program, &(Operation){.site = site->site,
                                         .left = calls_argument_at(site, 1),
                                         .right = calls_argument_at(site, 0),
                                         .kind = OP_IN});
    builtins_give_constant(program, site, detail);
}

/* The special method of the first argument is called with the others. */
static void call_special(Program *program, const CallSite *site, uint32_t method)
{
    LateCall call = {.site = site->site, .method = method, .reach = REACH_IMPLICIT};
    for (uint32_t i = 0; i < 2 && calls_argument_at(site, i + 1); i++)
        call.arguments[call.argument_count++] = (Argument){calls_argument_at(site, i + 1), NAME_NONE};
    calls_link_late(program, calls_argument_at(site, 0), &call);
    solver_add(program, site->result, program->none);
}

void builtins_set_item(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    call_special(program, site, program->known.setitem);
    solver_link(program, calls_argument_at(site, 0), LINK_PUT, calls_argument_at(site, 2), 0);
}

void builtins_delete_item(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    call_special(program, site, program->known.delitem);
}

void builtins_call_first(Program *program, const CallSite *site, uint32_t detail)
{
    LateCall call = {.site = site->site, .result = site->result, .reach = REACH_HANDED};
    (void)detail;
    for (uint32_t i = 0; i < 2 && calls_argument_at(site, i + 1); i++)
        call.arguments[call.argument_count++] = (Argument){calls_argument_at(site, i + 1), NAME_NONE};
    calls_link_late(program, calls_argument_at(site, 0), &call);
}

/* --- one after another ----------------------------------------------------------------------------------------------- */

static void add_up(Program *program, const CallSite *site, Variable so_far, Variable element)
{
    operators_link(
        program, &(Operation){.site = site->site, .result = so_far, .left = so_far, .right = element, .kind = OP_ADD});
}

void builtins_sum(Program *program, const CallSite *site, uint32_t detail)
{
    Variable start = calls_argument_at(site, 1), element = solver_step(program, site->site, STEP_GATHERED);
    Variable so_far = solver_step(program, site->site, STEP_SECOND);
    start = start ? start : builtins_keyword_argument(program, site, "start");
    builtins_spread(program, site, calls_argument_at(site, 0), element);
    if (start)
        solver_link(program, start, LINK_COPY, so_far, 0);
    else
        solver_add(program, so_far, solver_object(program, OBJECT_CONSTANT, detail, 0));
    add_up(program, site, so_far, element);
    solver_link(program, so_far, LINK_COPY, site->result, 0);
}

void builtins_accumulate(Program *program, const CallSite *site, uint32_t detail)
{
    Variable function = calls_argument_at(site, 1), element = solver_step(program, site->site, STEP_GATHERED);
    Variable initial = builtins_keyword_argument(program, site, "initial");
    Variable so_far = containers_elements(program, builtins_give_container(program, site, detail));
    builtins_spread(program, site, calls_argument_at(site, 0), element);
    solver_link(program, initial ? initial : element, LINK_COPY, so_far, 0);
    if (function)
        calls_link_late(program, function,
                        &(LateCall){.site = site->site,
                                    .result = so_far,
                                    .arguments = {{so_far, NAME_NONE}, {element, NAME_NONE}},
                                    .argument_count = 2,
                                    .reach = REACH_HANDED});
    else
        add_up(program, site, so_far, element);
}

/* --- getters --------------------------------------------------------------------------------------------------------- */

static const char *const getters[] = {
    [GETTER_ATTRIBUTE] = "operator.attrgetter",
    [GETTER_METHOD] = "operator.methodcaller",
    [GETTER_ITEM] = "operator.itemgetter",
    [GETTER_ORDER] = "functools.cmp_to_key",
};

/* Whether the names that a getter is made with are written there. */
static bool has_literal_names(const Program *program, const CallSite *site, uint32_t getter)
{
    size_t names = getter == GETTER_METHOD ? 1 : site->argument_count;
    for (size_t i = 0; i < names && getter <= GETTER_METHOD; i++)
        if (!builtins_literal_text(program, calls_argument_at(site, i)))
            return false;
    return names && (getter == GETTER_METHOD || names <= GETTER_LIMIT);
}

void builtins_make_getter(Program *program, const CallSite *site, uint32_t detail)
{
    Object callee = solver_object(program, OBJECT_EXTERNAL, solver_intern(program, getters[detail]), 0);
    bool known = site->site < program->value_count && program_value(program, site->site)->kind == VALUE_CALL &&
                 has_literal_names(program, site, detail);
    solver_add(program, site->result,
               known ? solver_object(program, OBJECT_PARTIAL, callee, site->site) : program->unknown);
}

/* `"room.door"`: the attribute of an attribute. */
static void read_path(Program *program, const CallSite *site, uint32_t number, uint32_t path, Variable result)
{
    Variable object = calls_argument_at(site, 0);
    const char *name = solver_text(program, path);
    for (uint32_t depth = 0; depth < GETTER_LIMIT; depth++) {
        size_t length = strcspn(name, ".");
        bool last = !name[length];
        Variable read = last ? result : solver_step(program, site->site, STEP_PATH + number * GETTER_LIMIT + depth);
        uint32_t part = names_intern(program->names, name, length);
        solver_link(program, object, LINK_ATTRIBUTE, read, part);
        if (last)
            return;
        object = read;
        name = solver_text(program, path) + (name - solver_text(program, path)) + length + 1;
    }
    solver_add(program, result, program->unknown);
}

static void get_part(Program *program, const CallSite *site, uint32_t number, Argument made, Variable result)
{
    uint32_t path = builtins_literal_text(program, made.variable);
    if (path)
        read_path(program, site, number, path, result);
}

static void get_item(Program *program, const CallSite *site, Argument made, Variable result)
{
    operators_link(program, &(Operation){.site = site->site,
                                         .result = result,
                                         .left = calls_argument_at(site, 0),
                                         .right = made.variable,
                                         .kind = OPERATOR_ITEM});
}

/* What attrgetter() or itemgetter() get: one thing, or a tuple. */
static void get_parts(Program *program, const CallSite *site, bool items, const Argument *made, size_t count)
{
    Object tuple = count > 1 ? builtins_give_container(program, site, CONTAINER_TUPLE) : 0;
    for (uint32_t i = 0; i < count && i < GETTER_LIMIT; i++) {
        Variable result = site->result;
        if (tuple) {
            result = solver_cell(program, CELL_ITEM, tuple, calls_position_name(program, i));
            solver_link(program, result, LINK_COPY, containers_elements(program, tuple), 0);
        }
        if (items)
            get_item(program, site, made[i], result);
        else if (result)
            get_part(program, site, i, made[i], result);
    }
}

/* methodcaller("name", …) */
static void call_named(Program *program, const CallSite *site, const Argument *made, size_t count)
{
    LateCall call = {.site = site->site, .result = site->result, .reach = site->reach};
    Variable method = solver_step(program, site->site, STEP_METHOD);
    for (size_t i = 1; i < count && call.argument_count < 2; i++)
        call.arguments[call.argument_count++] = made[i];
    get_part(program, site, 0, made[0], method);
    calls_link_late(program, method, &call);
}

/* cmp_to_key(compare): what it makes of two objects is compared by the function. */
static void compare_by(Program *program, const CallSite *site, Variable function)
{
    Variable object = calls_argument_at(site, 0);
    calls_link_late(program, function,
                    &(LateCall){.site = site->site,
                                .arguments = {{object, NAME_NONE}, {object, NAME_NONE}},
                                .argument_count = 2,
                                .reach = REACH_HANDED});
}

bool builtins_call_getter(Program *program, ObjectData partial, const CallSite *site)
{
    ObjectData callee = solver_data(program, partial.a);
    uint32_t getter = 0;
    if (callee.kind != OBJECT_EXTERNAL)
        return false;
    while (getter <= GETTER_ORDER && strcmp(solver_text(program, callee.a), getters[getter]) != 0)
        getter++;
    size_t count;
    const Argument *made = calls_arguments(program, partial.b, &count);
    if (getter > GETTER_ORDER || !count || /* functools.partial(attrgetter, "name") */
        set_has(&program->variables[made[0].variable].set, partial.a))
        return false;
    if (getter == GETTER_METHOD)
        call_named(program, site, made, count);
    else if (getter == GETTER_ORDER)
        compare_by(program, site, made[0].variable);
    else
        get_parts(program, site, getter == GETTER_ITEM, made, count);
    return true;
}
