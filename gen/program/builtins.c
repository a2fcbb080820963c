/*
 * Calls of Python's own functions, where they pass values on, call back or run special
 * methods. Library reference, "Built-in Functions", functools, itertools, collections, copy.
 */
#include "builtins.h"
#include "texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- arguments ------------------------------------------------------------------------------------------------------ */

Variable builtins_keyword_argument(Program *program, const CallSite *site, const char *name)
{
    uint32_t wanted = solver_intern(program, name);
    for (size_t i = 0; i < site->argument_count; i++)
        if (site->arguments[i].name == wanted)
            return site->arguments[i].variable;
    return 0;
}

uint32_t builtins_literal_text(const Program *program, Variable argument)
{
    if (!argument || argument >= program->value_count)
        return 0;
    const Value *value = program_value(program, argument);
    bool text = value->kind == VALUE_CONSTANT && value->detail == CONSTANT_STRING;
    return text ? solver_name(program_file_of_value(program, argument), value->name) : 0;
}

/* --- results -------------------------------------------------------------------------------------------------------- */

void builtins_give_constant(Program *program, const CallSite *site, uint32_t type)
{
    solver_add(program, site->result, solver_object(program, OBJECT_CONSTANT, type, 0));
}

Object builtins_give_container(Program *program, const CallSite *site, uint32_t type)
{
    Object container = solver_object(program, OBJECT_CONTAINER, site->site, type);
    solver_add(program, site->result, container);
    return container;
}

Object builtins_give_tuples(Program *program, const CallSite *site, uint32_t type)
{
    Object outer = builtins_give_container(program, site, type);
    Object tuple = solver_object(program, OBJECT_CONTAINER, site->site, CONTAINER_TUPLE + CONTAINER_INNER);
    solver_add(program, containers_elements(program, outer), tuple);
    return tuple;
}

Variable builtins_tuple_item(Program *program, Object tuple, uint32_t position)
{
    Variable item = solver_cell(program, CELL_ITEM, tuple, calls_position_name(program, position));
    solver_link(program, item, LINK_COPY, containers_elements(program, tuple), 0);
    return item;
}

void builtins_spread(Program *program, const CallSite *site, Variable iterable, Variable into)
{
    solver_link(program, iterable, LINK_SPREAD, into, site->site);
}

void builtins_spread_into(Program *program, const CallSite *site, Variable iterable, Object container)
{
    Variable elements = containers_elements(program, container);
    builtins_spread(program, site, iterable, elements);
    containers_mix(program, container);
}

static void call_with(Program *program, const CallSite *site, Variable callee, Variable argument, Variable result)
{
    calls_link_late(program, callee,
                    &(LateCall){.site = site->site,
                                .result = result,
                                .arguments = {{argument, NAME_NONE}},
                                .argument_count = 1,
                                .reach = REACH_HANDED});
}

void builtins_compare(Program *program, const CallSite *site, Variable key, Variable things, uint32_t conversion)
{
    Variable compared = key ? solver_step(program, site->site, STEP_KEY) : things;
    if (key)
        call_with(program, site, key, things, compared);
    solver_link(program, compared, LINK_CONVERT, site->site, conversion);
}

/* A callable that is called with the elements of an iterable: map, filter, sorted(key=). */
static void call_on_elements(Program *program, const CallSite *site, Variable callee, Variable iterable,
                             Variable result)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    builtins_spread(program, site, iterable, element);
    call_with(program, site, callee, element, result);
}

/* --- functions ------------------------------------------------------------------------------------------------------ */

typedef void Function(Program *program, const CallSite *site, uint32_t detail);

/* A container of what iteration over the first argument gives; returns the variable of that. detail: type of container */
static Variable gather(Program *program, const CallSite *site, uint32_t detail)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    Object container = builtins_give_container(program, site, detail);
    builtins_spread(program, site, calls_argument_at(site, 0), element);
    containers_store(program, container, 0, element);
    return element;
}

static void make_iterable(Program *program, const CallSite *site, uint32_t detail)
{
    gather(program, site, detail);
}

static void make_set(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, gather(program, site, detail), LINK_CONVERT, site->site, CONVERT_KEY);
}

/* list, tuple, like sorted(): they ask how much room there has to be, as operator.length_hint() does */
static void make_list(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, calls_argument_at(site, 0), LINK_CONVERT, site->site, CONVERT_HINT);
    make_iterable(program, site, detail);
}

/* detail: Conversion */
static void convert(Program *program, const CallSite *site, uint32_t detail)
{
    static const uint8_t types[CONVERSION_COUNT] = {
        [CONVERT_STR] = CONSTANT_STRING,    [CONVERT_REPR] = CONSTANT_STRING,    [CONVERT_FORMAT] = CONSTANT_STRING,
        [CONVERT_BOOL] = CONSTANT_BOOL,     [CONVERT_LENGTH] = CONSTANT_INTEGER, [CONVERT_INT] = CONSTANT_INTEGER,
        [CONVERT_FLOAT] = CONSTANT_FLOAT,   [CONVERT_BYTES] = CONSTANT_BYTES,    [CONVERT_HASH] = CONSTANT_INTEGER,
        [CONVERT_INDEX] = CONSTANT_INTEGER, [CONVERT_COMPLEX] = CONSTANT_FLOAT,  [CONVERT_PATH] = CONSTANT_STRING,
        [CONVERT_SIZE] = CONSTANT_INTEGER,  [CONVERT_HINT] = CONSTANT_INTEGER,
    };
    solver_link(program, calls_argument_at(site, 0), LINK_CONVERT, site->site, detail);
    if (types[detail])
        builtins_give_constant(program, site, types[detail]);
}

/* hex(), chr(): a text of a number */
static void write_number(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, calls_argument_at(site, 0), LINK_CONVERT, site->site, CONVERT_INDEX);
    builtins_give_constant(program, site, detail);
}

static void print_all(Program *program, const CallSite *site, uint32_t detail)
{
    for (size_t i = 0; i < site->argument_count; i++)
        if (!site->arguments[i].name)
            solver_link(program, site->arguments[i].variable, LINK_CONVERT, site->site, detail);
    solver_add(program, site->result, program->none);
}

/* The class around a method, or 0. */
static uint32_t class_around(const ProgramFile *file, uint32_t scope, uint32_t *method)
{
    while (scope) {
        const Def *def = &file->facts.defs[scope];
        if (def->kind == DEF_FUNCTION && file->facts.defs[def->parent].kind == DEF_CLASS) {
            *method = scope;
            return file->first_def + def->parent;
        }
        scope = def->parent;
    }
    return 0;
}

static void call_super(Program *program, const CallSite *site, uint32_t detail)
{
    const ProgramFile *file = program_file_of_value(program, site->site);
    uint32_t method, class_def = class_around(file, program_value(program, site->site)->scope, &method);
    (void)detail;
    if (!class_def)
        return;
    if (site->argument_count >= 2) {
        solver_link(program, site->arguments[1].variable, LINK_SUPER, site->result, class_def);
        return;
    }
    const Def *def = &file->facts.defs[method];
    if (def->param_count)
        solver_link(program, file->first_value + file->facts.params[def->first_param].value, LINK_SUPER, site->result,
                    class_def);
}

static void make_mapping(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, detail);
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        if (argument.name > NAME_DOUBLESTAR)
            containers_store(program, container, argument.name, argument.variable);
        else
            solver_link(program, argument.variable, LINK_UNITE, site->result, container);
    }
}

static void make_default_mapping(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, detail);
    solver_link(program, calls_argument_at(site, 0), LINK_COPY, solver_cell(program, CELL_FACTORY, container, 0), 0);
    containers_mix(program, container);
}

/* The text that formatting is applied to: `"on_%s" % event`, `"on_{}".format(event)`; `end`: what its first gap begins
 * with. 0: it is no formatting. */
static uint32_t literal_formatted(Program *program, const ProgramFile *file, const Value *value, char *end)
{
    const Value *method = &file->facts.values[value->base];
    if (value->kind == VALUE_OPERATOR && value->detail == OP_MOD) {
        *end = '%';
        return builtins_literal_text(program, solver_variable(file, value->base));
    }
    if (value->kind != VALUE_CALL || method->kind != VALUE_ATTRIBUTE ||
        strcmp(facts_name(&file->facts, method->name), "format") != 0)
        return 0;
    *end = '{';
    return builtins_literal_text(program, solver_variable(file, method->base));
}

static uint32_t lowered(Program *program, uint32_t name)
{
    char text[64];
    size_t length = names_length(program->names, name);
    if (!name || length >= sizeof text)
        return 0;
    for (size_t i = 0; i < length; i++) {
        char c = solver_text(program, name)[i];
        text[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return names_intern(program->names, text, length);
}

/* What a computed text begins with: `"on_" + event`, f"on_{event}"; 0: nothing is known, or it says too little. */
static uint32_t known_prefix(Program *program, Variable text, size_t shortest, unsigned depth)
{
    enum {
        DEEPEST = 4
    };
    const Value *value = text && text < program->value_count ? program_value(program, text) : NULL;
    if (!value || (value->kind != VALUE_OPERATOR && value->kind != VALUE_CALL))
        return 0;
    const ProgramFile *file = program_file_of_value(program, text);
    const Value *method = &file->facts.values[value->base];
    if (value->kind == VALUE_CALL && !value->count && method->kind == VALUE_ATTRIBUTE && depth < DEEPEST &&
        strcmp(facts_name(&file->facts, method->name), "lower") == 0)
        return lowered(program, known_prefix(program, solver_variable(file, method->base), shortest, depth + 1));
    char end[2] = "";
    uint32_t literal = value->kind == VALUE_OPERATOR && value->detail == OP_ADD
                           ? builtins_literal_text(program, solver_variable(file, value->base))
                       : value->kind == VALUE_OPERATOR && value->detail == OP_FORMAT
                           ? solver_name(file, value->name)
                           : literal_formatted(program, file, value, end);
    const char *begin = solver_text(program, literal);
    size_t length = strcspn(begin, end);
    return length >= shortest ? names_intern(program->names, begin, length) : 0;
}

/* `for key, text in TABLE.items()` */
static void look_up_values(Program *program, const ProgramFile *file, const Value *item, Variable text)
{
    const Value *pair = &file->facts.values[item->base], *call = &file->facts.values[pair->base],
                *method = &file->facts.values[call->base];
    if (pair->kind == VALUE_ELEMENT && call->kind == VALUE_CALL && method->kind == VALUE_ATTRIBUTE &&
        item->detail == 1 && strcmp(facts_name(&file->facts, method->name), "items") == 0)
        solver_link_once(program, solver_variable(file, method->base), LINK_TEXTS, text, 0);
}

static void look_up_texts(Program *program, const ProgramFile *file, uint32_t number, unsigned depth)
{
    enum {
        DEEPEST = 4
    };
    const Value *value = &file->facts.values[number], *method = &file->facts.values[value->base];
    const Operand *first = &file->facts.operands[value->first];
    Variable text = solver_variable(file, number);
    bool asks = value->kind == VALUE_CALL && value->count && method->kind == VALUE_ATTRIBUTE &&
                strcmp(facts_name(&file->facts, method->name), "get") == 0;
    if (!number || depth == DEEPEST)
        return;
    program->variables[text].set.states |= STATE_TEXTS;
    if (value->kind == VALUE_NARROWED)
        look_up_texts(program, file, value->base, depth + 1);
    else if (value->kind == VALUE_PHI)
        for (uint32_t i = 0; i < value->count; i++)
            look_up_texts(program, file, first[i].value, depth + 1);
    else if (value->kind == VALUE_SUBSCRIPT || asks)
        solver_link_once(program, solver_variable(file, asks ? method->base : value->base), LINK_TEXTS, text,
                         containers_literal_key(program, solver_variable(file, first->value)));
    else if (value->kind == VALUE_ELEMENT)
        solver_link_once(program, solver_variable(file, value->base), LINK_TEXTS, text, 0);
    else if (value->kind == VALUE_UNPACK)
        look_up_values(program, file, value, text);
}

void builtins_look_up_texts(Program *program, Variable text)
{
    if (!text || text >= program->value_count)
        return;
    const ProgramFile *file = program_file_of_value(program, text);
    look_up_texts(program, file, text - file->first_value, 0);
}

/* Whether a value is the name that a list, or the loop over it, `of`, gives. */
typedef bool IsName(const ProgramFile *file, uint32_t value, uint32_t of);

/* The beginning that names are tested for, where they are run through in the scope of `of`; 0: there is no such test. */
static uint32_t tested_prefix(Program *program, const ProgramFile *file, IsName *is_name, uint32_t of)
{
    for (uint32_t i = 1; i < file->facts.values_count; i++) {
        const Value *call = &file->facts.values[i], *method = &file->facts.values[call->base];
        if (call->kind == VALUE_CALL && call->count && call->scope == file->facts.values[of].scope &&
            method->kind == VALUE_ATTRIBUTE && is_name(file, method->base, of) &&
            strcmp(facts_name(&file->facts, method->name), "startswith") == 0)
            return builtins_literal_text(program, solver_variable(file, file->facts.operands[call->first].value));
    }
    return 0;
}

/* `for name in dir(self)` */
static bool is_same(const ProgramFile *file, uint32_t value, uint32_t of)
{
    (void)file;
    return value == of;
}

/* `for name, member in getmembers(self)` */
static bool is_first_of_pair(const ProgramFile *file, uint32_t value, uint32_t of)
{
    const Value *name = &file->facts.values[value], *pair = &file->facts.values[name->base];
    return name->kind == VALUE_UNPACK && name->detail == 0 && pair->kind == VALUE_ELEMENT && pair->base == of;
}

/* The beginning of the names that a loop over `dir(object)` lets through; or 0. */
static uint32_t listed_prefix(Program *program, Variable name)
{
    const Value *value = name && name < program->value_count ? program_value(program, name) : NULL;
    const ProgramFile *file = value ? program_file_of_value(program, name) : NULL;
    const Value *list = value && value->kind == VALUE_ELEMENT ? &file->facts.values[value->base] : NULL;
    if (!list || list->kind != VALUE_CALL)
        return 0;
    const ObjectSet *set = &program->variables[solver_variable(file, list->base)].set;
    ObjectData callee = solver_data(program, set->count == 1 ? set_items(set)[0] : 0);
    bool lists = callee.kind == OBJECT_EXTERNAL && strcmp(solver_text(program, callee.a), "<builtin>.dir") == 0;
    return lists ? tested_prefix(program, file, is_same, name - file->first_value) : 0;
}

/* inspect.getmembers(object): pairs of names and members; those that a loop over it lets through. */
static void give_members(Program *program, const CallSite *site, uint32_t detail)
{
    Object pair = builtins_give_tuples(program, site, detail);
    const ProgramFile *file = site->site < program->value_count ? program_file_of_value(program, site->site) : NULL;
    uint32_t prefix = file ? tested_prefix(program, file, is_first_of_pair, site->site - file->first_value) : 0;
    solver_add(program, builtins_tuple_item(program, pair, 0),
               solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, 0));
    if (prefix)
        solver_link(program, calls_argument_at(site, 0), LINK_PREFIX, builtins_tuple_item(program, pair, 1), prefix);
    else
        solver_add(program, builtins_tuple_item(program, pair, 1), program->unknown);
}

/* getattr(object, "name"): the attribute, or those of the names that turn up, or that begin so. */
static void call_getattr(Program *program, const CallSite *site, uint32_t detail)
{
    Variable object = calls_argument_at(site, 0), name = calls_argument_at(site, 1);
    enum {
        SHORTEST = 3
    };
    uint32_t literal = builtins_literal_text(program, name), prefix = known_prefix(program, name, SHORTEST, 0);
    prefix = prefix ? prefix : listed_prefix(program, name);
    (void)detail;
    if (literal)
        solver_link(program, object, LINK_ATTRIBUTE, site->result, literal);
    else if (prefix)
        solver_link(program, object, LINK_PREFIX, site->result, prefix);
    else {
        solver_link(program, name, LINK_NAMED, site->result, object);
        builtins_look_up_texts(program, name);
    }
    solver_link(program, calls_argument_at(site, 2), LINK_COPY, site->result, 0);
}

/* setattr(object, "name", value), delattr(object, "name") */
static void call_setattr(Program *program, const CallSite *site, uint32_t detail)
{
    uint32_t name = builtins_literal_text(program, calls_argument_at(site, 1));
    (void)detail;
    if (name && site->site < program->value_count)
        solver_link(program, calls_argument_at(site, 0), LINK_SETATTR, site->site, name);
    solver_add(program, site->result, program->none);
}

/* type("Name", (Base,), members), types.new_class(): a subclass of the bases, and what is not known of it. */
static void make_class(Program *program, const CallSite *site, uint32_t detail)
{
    Variable base = solver_step(program, site->site, STEP_GATHERED);
    solver_link(program, calls_argument_at(site, detail), LINK_CONTENT, base, 0);
    solver_link(program, base, LINK_SUBCLASS, site->result, 0);
    solver_add(program, site->result, program->unknown);
}

static void call_type(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    if (site->argument_count == 1)
        solver_link(program, site->arguments[0].variable, LINK_ATTRIBUTE, site->result, program->known.class_);
    else
        make_class(program, site, 1);
}

static void call_next(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    solver_link(program, calls_argument_at(site, 0), LINK_NEXT, site->result, site->site);
    solver_link(program, calls_argument_at(site, 1), LINK_COPY, site->result, 0);
}

static void call_anext(Program *program, const CallSite *site, uint32_t detail)
{
    Variable given = solver_step(program, site->site, STEP_GATHERED);
    (void)detail;
    solver_link(program, calls_argument_at(site, 0), LINK_NEXT_ASYNC, given, site->site);
    solver_link(program, calls_argument_at(site, 1), LINK_COPY, given, 0);
    solver_add(program, site->result, solver_object(program, OBJECT_COROUTINE, given, 0));
}

/* iter, aiter, reversed: the iterator. detail: Traversal */
static void call_iter(Program *program, const CallSite *site, uint32_t detail)
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

static void call_sorted(Program *program, const CallSite *site, uint32_t detail)
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

static void call_map(Program *program, const CallSite *site, uint32_t detail)
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

static void call_filter(Program *program, const CallSite *site, uint32_t detail)
{
    Variable iterable = calls_argument_at(site, 1);
    (void)detail;
    builtins_spread(program, site, iterable,
                    containers_elements(program, builtins_give_container(program, site, CONTAINER_GENERATOR)));
    call_on_elements(program, site, calls_argument_at(site, 0), iterable, 0);
    if (is_none(program, calls_argument_at(site, 0)))
        solver_link(program, solver_step(program, site->site, STEP_GATHERED), LINK_CONVERT, site->site, CONVERT_BOOL);
}

static void call_enumerate(Program *program, const CallSite *site, uint32_t detail)
{
    Object pair = builtins_give_tuples(program, site, detail);
    solver_add(program, builtins_tuple_item(program, pair, 0),
               solver_object(program, OBJECT_CONSTANT, CONSTANT_INTEGER, 0));
    builtins_spread(program, site, calls_argument_at(site, 0), builtins_tuple_item(program, pair, 1));
}

static void call_zip(Program *program, const CallSite *site, uint32_t detail)
{
    Object tuple = builtins_give_tuples(program, site, detail);
    for (uint32_t i = 0; calls_argument_at(site, i) && calls_position_name(program, i); i++)
        builtins_spread(program, site, calls_argument_at(site, i), builtins_tuple_item(program, tuple, i));
}

/* min, max: one of the elements, or of the arguments */
static void choose(Program *program, const CallSite *site, uint32_t detail)
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
static void consume(Program *program, const CallSite *site, uint32_t detail)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    builtins_spread(program, site, calls_argument_at(site, 0), element);
    solver_link(program, element, LINK_CONVERT, site->site, CONVERT_BOOL);
    builtins_give_constant(program, site, detail);
}

static void reduce(Program *program, const CallSite *site, uint32_t detail)
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

static void chain(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, detail);
    for (uint32_t i = 0; calls_argument_at(site, i); i++)
        builtins_spread(program, site, calls_argument_at(site, i), containers_elements(program, container));
}

/* chain.from_iterable(iterables) */
static void chain_inner(Program *program, const CallSite *site, uint32_t detail)
{
    Variable iterable = solver_step(program, site->site, STEP_GATHERED);
    builtins_spread(program, site, calls_argument_at(site, 0), iterable);
    builtins_spread(program, site, iterable,
                    containers_elements(program, builtins_give_container(program, site, detail)));
}

/* takewhile, dropwhile, filterfalse: the function looks at elements that come second. */
static void pick(Program *program, const CallSite *site, uint32_t detail)
{
    builtins_spread(program, site, calls_argument_at(site, 1),
                    containers_elements(program, builtins_give_container(program, site, detail)));
    call_on_elements(program, site, calls_argument_at(site, 0), calls_argument_at(site, 1), 0);
}

/* starmap: the elements are the arguments. */
static void call_starmap(Program *program, const CallSite *site, uint32_t detail)
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
static void call_groupby(Program *program, const CallSite *site, uint32_t detail)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    Variable key =
        calls_argument_at(site, 1) ? calls_argument_at(site, 1) : builtins_keyword_argument(program, site, "key");
    Object pair = builtins_give_tuples(program, site, detail);
    solver_add(program, builtins_tuple_item(program, pair, 1), give_inner(program, site, CONTAINER_GENERATOR));
    if (key)
        call_with(program, site, key, element, builtins_tuple_item(program, pair, 0));
    else
        solver_link(program, element, LINK_COPY, builtins_tuple_item(program, pair, 0), 0);
}

/* permutations, pairwise, batched: tuples of any of the elements. */
static void give_groups(Program *program, const CallSite *site, uint32_t detail)
{
    builtins_spread_into(program, site, calls_argument_at(site, 0), builtins_give_tuples(program, site, detail));
}

/* tee(items), concurrent.futures.wait(futures): a tuple of iterators, of sets. detail: type of those */
static void give_several(Program *program, const CallSite *site, uint32_t detail)
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
static void make_counter(Program *program, const CallSite *site, uint32_t detail)
{
    Object counter = builtins_give_container(program, site, detail);
    gather_keys(program, site, counter);
    solver_add(program, containers_elements(program, counter),
               solver_object(program, OBJECT_CONSTANT, CONSTANT_INTEGER, 0));
    containers_mix(program, counter);
}

/* repeat: the argument, again and again. */
static void call_repeat(Program *program, const CallSite *site, uint32_t detail)
{
    containers_store(program, builtins_give_container(program, site, detail), 0, calls_argument_at(site, 0));
}

/* dict.fromkeys(keys, value) */
static void make_mapping_of_keys(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, detail);
    gather_keys(program, site, container);
    containers_store(program, container, 0, calls_argument_at(site, 1));
}

/* heapify(heap), bisect(list, item): what is in the list is compared, with each other or the item. */
static void compare_with(Program *program, const CallSite *site, uint32_t detail)
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
static void put_into(Program *program, const CallSite *site, uint32_t detail)
{
    compare_with(program, site, 0);
    if (calls_argument_at(site, 1))
        solver_link(program, calls_argument_at(site, 0), LINK_PUT, calls_argument_at(site, 1), 0);
    if (!detail)
        solver_add(program, site->result, program->none);
    else
        solver_link(program, calls_argument_at(site, 0), LINK_CONTENT, site->result, 0);
}

/* heappop(heap) */
static void take_from(Program *program, const CallSite *site, uint32_t detail)
{
    compare_with(program, site, detail);
    solver_link(program, calls_argument_at(site, 0), LINK_CONTENT, site->result, 0);
}

/* nlargest(3, items, key=) */
static void choose_some(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, detail);
    Variable key = builtins_keyword_argument(program, site, "key");
    builtins_spread_into(program, site, calls_argument_at(site, 1), container);
    builtins_compare(program, site, key, containers_elements(program, container), CONVERT_LESS);
}

/* loop.create_future(), Future(): awaiting it gives what set_result() is called with. */
static void make_future(Program *program, const CallSite *site, uint32_t detail)
{
    Object awaited = solver_object(program, OBJECT_COROUTINE, solver_step(program, site->site, STEP_GATHERED), 0);
    (void)detail;
    solver_add(program, site->result,
               solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, "asyncio.Future"), awaited));
}

/* weakref.ref(object): calling it gives the object. */
static void give_reference(Program *program, const CallSite *site, uint32_t detail)
{
    Variable given = solver_step(program, site->site, STEP_GATHERED);
    (void)detail;
    solver_link(program, calls_argument_at(site, 0), LINK_COPY, given, 0);
    solver_add(program, site->result, solver_object(program, OBJECT_CALLABLE, given, 0));
}

/* types.MethodType(function, object) */
static void make_method(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    if (site->result)
        solver_link(program, calls_argument_at(site, 1), LINK_RECEIVER, site->result, calls_argument_at(site, 0));
}

/* types.SimpleNamespace(name=value): attributes are kept as a named tuple's. */
static void make_namespace(Program *program, const CallSite *site, uint32_t detail)
{
    Object namespace = builtins_give_container(program, site, detail);
    for (size_t i = 0; i < site->argument_count; i++)
        if (site->arguments[i].name > NAME_DOUBLESTAR)
            containers_store(program, namespace, site->arguments[i].name, site->arguments[i].variable);
}

/* parser.set_defaults(func=run): attributes of what parse_args() gives. */
static void keep_defaults(Program *program, const CallSite *site, uint32_t detail)
{
    uint32_t owner = solver_intern(program, "argparse.Namespace");
    (void)detail;
    for (size_t i = 0; i < site->argument_count; i++)
        if (site->arguments[i].name > NAME_DOUBLESTAR)
            solver_link(program, site->arguments[i].variable, LINK_COPY,
                        solver_cell(program, CELL_ATTRIBUTE, owner, site->arguments[i].name), 0);
    solver_add(program, site->result, program->none);
}

static void give_argument(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, calls_argument_at(site, detail), LINK_COPY, site->result, 0);
}

/* copy(), deepcopy(): the same, or what its class makes of it. */
static void give_copy(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, calls_argument_at(site, 0), LINK_COPY, site->result, 0);
    solver_link(program, calls_argument_at(site, 0), LINK_CONVERT, site->site, detail);
}

/* isinstance(object, class): the class may have a say in it. */
static void check_class(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, calls_argument_at(site, 1), LINK_CONVERT, site->site, detail);
    builtins_give_constant(program, site, CONSTANT_BOOL);
}

/* object.__getattribute__(): who reads the attribute has read it. */
static void give_nothing(Program *program, const CallSite *site, uint32_t detail)
{
    (void)program;
    (void)site;
    (void)detail;
}

/* object.__new__(cls): an instance of the class. */
static void make_object(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, calls_argument_at(site, detail), LINK_INSTANCE, site->result, 0);
}

/* re.sub(pattern, function, text) and the like call the argument at once. */
static void call_argument(Program *program, const CallSite *site, uint32_t detail)
{
    calls_link_late(program, calls_argument_at(site, detail), &(LateCall){.site = site->site, .reach = REACH_HANDED});
    builtins_give_constant(program, site, CONSTANT_STRING);
}

static void make_partial(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    if (site->site < program->value_count)
        solver_link(program, calls_argument_at(site, 0), LINK_PARTIAL, site->site, 0);
}

/* property(), staticmethod(), classmethod(); detail: DefTrait */
static void make_descriptor(Program *program, const CallSite *site, uint32_t detail)
{
    Object made = site->site < program->value_count ? descriptors_make(program, detail, site->site) : program->unknown;
    solver_add(program, site->result, made);
}

/* namedtuple() */
static void make_tuple_class(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    solver_add(program, site->result,
               site->site < program->value_count ? solver_object(program, OBJECT_TUPLE_CLASS, site->site, 0)
                                                 : program->unknown);
}

/* detail: ConstantType; None: None. Arguments don't matter. */
static void give_type(Program *program, const CallSite *site, uint32_t detail)
{
    builtins_give_constant(program, site, detail);
}

/* globals(): the names of the module are looked up when an item is asked for. */
static void give_globals(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    if (site->site < program->value_count)
        solver_add(program, site->result,
                   solver_object(program, OBJECT_NAMESPACE, spans_find(&program->values, site->site), 0));
}

/* The absolute name of ".module" as seen from a package: each further dot is a package above; 0 when it leads out. */
static uint32_t absolute_name(Program *program, uint32_t relative, uint32_t package)
{
    char text[300];
    const char *name = solver_text(program, relative), *base = solver_text(program, package);
    size_t dots = strspn(name, "."), length = strlen(base);
    for (size_t above = 1; above < dots; above++) {
        const char *dot = memrchr(base, '.', length);
        if (!dot)
            return 0;
        length = (size_t)(dot - base);
    }
    if (!length || length + 1 + strlen(name) >= sizeof text)
        return 0;
    int used = snprintf(text, sizeof text, "%.*s%s%s", (int)length, base, name[dots] ? "." : "", name + dots);
    return names_intern(program->names, text, (size_t)used);
}

uint32_t builtins_known_text(Program *program, Variable variable)
{
    const Value *value = variable && variable < program->value_count ? program_value(program, variable) : NULL;
    if (!value)
        return 0;
    const ProgramFile *file = program_file_of_value(program, variable);
    if (value->kind == VALUE_GLOBAL) {
        const char *name = facts_name(&file->facts, value->name);
        bool package = strcmp(name, "__package__") == 0;
        if (!package && strcmp(name, "__name__") != 0)
            return 0;
        bool inside = package && !modules_is_package(program->modules, file->module);
        return modules_name(program->modules, inside ? modules_parent(program->modules, file->module) : file->module);
    }
    if (value->kind != VALUE_OPERATOR || value->detail != OP_ADD || !value->count)
        return builtins_literal_text(program, variable);
    uint32_t head = builtins_known_text(program, solver_variable(file, value->base));
    uint32_t tail = builtins_known_text(program, solver_variable(file, file->facts.operands[value->first].value));
    const char *rest = solver_text(program, tail);
    return head && *rest == '.' ? solver_join(program, head, solver_intern(program, rest + 1)) : 0;
}

/* Imports the module that a name means in a package, which a relative name needs. `first`: the first of its packages. */
static void import_name(Program *program, Variable site, uint32_t name, uint32_t package, bool first, Variable target)
{
    if (name && *solver_text(program, name) == '.')
        name = package ? absolute_name(program, name, package) : 0;
    if (name && site < program->value_count)
        names_read_dynamic(program, name, first, spans_find(&program->values, site), target);
    else
        solver_add(program, target, program->unknown);
}

/* ".handler_" as seen from a package: "package.handler_" */
static uint32_t absolute_prefix(Program *program, uint32_t relative, uint32_t package)
{
    const char *rest = solver_text(program, relative) + 1;
    uint32_t dotted = solver_join(program, package, solver_intern(program, rest));
    return dotted == package ? 0 : dotted;
}

/* The argument of a call of import_module() that names the module. */
static Variable named_argument(Program *program, const CallSite *site)
{
    Variable name = calls_argument_at(site, 0);
    return name ? name : builtins_keyword_argument(program, site, "name");
}

/* The modules that a name may be of which only the beginning is known: "plugins." + name, "." + name */
static void import_prefix(Program *program, Variable name, uint32_t package, Variable target)
{
    uint32_t prefix = known_prefix(program, name, 1, 0);
    if (prefix && *solver_text(program, prefix) == '.')
        prefix = package && solver_text(program, prefix)[1] != '.' ? absolute_prefix(program, prefix, package) : 0;
    solver_add(program, target, program->unknown);
    if (prefix)
        names_read_prefix(program, prefix, target);
}

void builtins_import_named(Program *program, Object part, uint32_t package, Variable call)
{
    size_t count;
    CallSite site = {.arguments = calls_arguments(program, call, &count)};
    site.argument_count = count;
    Variable name = named_argument(program, &site), hole = texts_find_hole(program, name);
    ObjectData data = solver_data(program, part);
    Found found[FOUND_MOST];
    KnownText known = {hole, data.b};
    uint32_t found_count = data.kind == OBJECT_CONSTANT && data.a == CONSTANT_STRING && data.b
                               ? texts_evaluate(program, name, &known, 1, found)
                               : 0;
    if (found_count == 1 && found[0].kind == FOUND_TEXT)
        import_name(program, call, found[0].names[0], package, false, call);
    else
        import_prefix(program, name, package, call);
}

void builtins_read_modules(Program *program, Variable key, Variable target)
{
    import_name(program, target, builtins_known_text(program, key), 0, false, target);
}

/* cast(T, x): x, declared to be a T */
static void cast(Program *program, const CallSite *site, uint32_t detail)
{
    Variable type = calls_argument_at(site, 0), value = calls_argument_at(site, 1);
    bool known = type && type < program->value_count;
    (void)detail;
    if (known && site->result == site->site)
        annotations_declare(program, type, (Declaration){.target = site->result}, false);
    solver_link(program, value, known ? LINK_ASSERT : LINK_COPY, site->result, type);
}

/* TypeVar(), NewType(): a type expression by itself */
static void make_type_variable(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    if (site->site < program->value_count)
        solver_add(program, site->result, solver_object(program, OBJECT_ALIAS, site->site, 0));
}

/* ExitStack.enter_context(), enter_async_context() (detail 1): what is entered is left with the stack. */
static void enter_context(Program *program, const CallSite *site, uint32_t detail)
{
    Variable context = calls_argument_at(site, 0);
    if (!detail) {
        solver_link(program, context, LINK_ENTER, site->result, site->site);
        return;
    }
    Variable entered = solver_step(program, site->site, STEP_GATHERED);
    solver_link(program, context, LINK_ENTER_ASYNC, entered, site->site);
    solver_add(program, site->result, solver_object(program, OBJECT_COROUTINE, entered, 0));
}

/* Context managers that give what they wrap, and call a method of it when they are left. */
enum Wrapper {
    WRAPPER_ACLOSING,
    WRAPPER_CLOSING,
    WRAPPER_NULL,
    WRAPPER_COUNT
};

static const struct {
    const char *name, *method;
    Reach reach;
} wrappers[WRAPPER_COUNT] = {
    [WRAPPER_ACLOSING] = {"contextlib.aclosing", "aclose", REACH_AWAITED},
    [WRAPPER_CLOSING] = {"contextlib.closing", "close", REACH_IMPLICIT},
    [WRAPPER_NULL] = {"contextlib.nullcontext", NULL, REACH_IMPLICIT},
};

/* detail: Wrapper */
static void wrap_context(Program *program, const CallSite *site, uint32_t detail)
{
    uint32_t name = solver_intern(program, wrappers[detail].name);
    if (site->argument_count)
        solver_link(program, site->arguments[0].variable, LINK_WRAP, site->result, name);
    else
        builtins_wrap(program, program->none, name, site->result);
}

void builtins_wrap(Program *program, Object object, uint32_t name, Variable target)
{
    ObjectData data = solver_data(program, object);
    bool wraps = data.kind == OBJECT_EXTERNAL_INSTANCE && data.b; /* it may wrap itself in a loop */
    solver_add(program, target,
               wraps || object == program->unknown ? program->unknown
                                                   : solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, object));
}

bool builtins_enter(Program *program, ObjectData context, Variable site, Variable target)
{
    for (size_t i = 0; context.b && i < WRAPPER_COUNT; i++) {
        if (strcmp(solver_text(program, context.a), wrappers[i].name) != 0)
            continue;
        CallSite leave = {.site = site, .reach = wrappers[i].reach};
        solver_add(program, target, context.b);
        if (wrappers[i].method)
            calls_call_method(program, context.b, solver_intern(program, wrappers[i].method), &leave);
        return true;
    }
    return false;
}

/* importlib.import_module("package.module"), import_module(".module", "package") */
static void import_module(Program *program, const CallSite *site, uint32_t detail)
{
    Variable name = named_argument(program, site), package = calls_argument_at(site, 1);
    (void)detail;
    uint32_t text = builtins_known_text(program, name);
    uint32_t base =
        builtins_known_text(program, package ? package : builtins_keyword_argument(program, site, "package"));
    bool at_hand =
        name && name < program->value_count && site->site < program->value_count && site->result == site->site;
    Variable hole = !text && at_hand ? texts_find_hole(program, name) : 0;
    builtins_look_up_texts(program, hole);
    if (hole)
        solver_link(program, hole, LINK_IMPORT, site->site, base);
    else if (text || !name)
        import_name(program, site->site, text, base, false, site->result);
    else
        import_prefix(program, name, base, site->result);
}

/* __import__("package") */
static void import_package(Program *program, const CallSite *site, uint32_t detail)
{
    bool whole = !calls_argument_at(site, 3) && !builtins_keyword_argument(program, site, "fromlist");
    (void)detail;
    import_name(program, site->site, builtins_known_text(program, calls_argument_at(site, 0)), 0, whole, site->result);
}

/* sys.modules.get("package.module") */
static void get_module(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    import_name(program, site->site, builtins_known_text(program, calls_argument_at(site, 0)), 0, false, site->result);
}

typedef struct {
    const char *name;
    Function *function;
    uint32_t detail;
} FunctionRow;

/* By name, for bsearch(). */
static const FunctionRow functions[] = {
    {"<builtin>.__import__", import_package, 0},
    {"<builtin>.abs", convert, CONVERT_ABS},
    {"<builtin>.aiter", call_iter, TRAVERSE_ASYNC},
    {"<builtin>.all", consume, CONSTANT_BOOL},
    {"<builtin>.anext", call_anext, 0},
    {"<builtin>.any", consume, CONSTANT_BOOL},
    {"<builtin>.ascii", convert, CONVERT_REPR},
    {"<builtin>.bin", write_number, CONSTANT_STRING},
    {"<builtin>.bool", convert, CONVERT_BOOL},
    {"<builtin>.bytes", convert, CONVERT_BYTES},
    {"<builtin>.callable", give_type, CONSTANT_BOOL},
    {"<builtin>.chr", write_number, CONSTANT_STRING},
    {"<builtin>.classmethod", make_descriptor, TRAIT_CLASSMETHOD},
    {"<builtin>.complex", convert, CONVERT_COMPLEX},
    {"<builtin>.delattr", call_setattr, 0},
    {"<builtin>.dict", make_mapping, CONTAINER_DICT},
    {"<builtin>.dict.fromkeys", make_mapping_of_keys, CONTAINER_DICT},
    {"<builtin>.dir", convert, CONVERT_DIR},
    {"<builtin>.divmod", builtins_operate, OPERATOR_DIVMOD},
    {"<builtin>.enumerate", call_enumerate, CONTAINER_GENERATOR},
    {"<builtin>.filter", call_filter, 0},
    {"<builtin>.float", convert, CONVERT_FLOAT},
    {"<builtin>.format", convert, CONVERT_FORMAT},
    {"<builtin>.frozenset", make_set, CONTAINER_SET},
    {"<builtin>.getattr", call_getattr, 0},
    {"<builtin>.globals", give_globals, 0},
    {"<builtin>.hasattr", give_type, CONSTANT_BOOL},
    {"<builtin>.hash", convert, CONVERT_HASH},
    {"<builtin>.hex", write_number, CONSTANT_STRING},
    {"<builtin>.id", give_type, CONSTANT_INTEGER},
    {"<builtin>.input", give_type, CONSTANT_STRING},
    {"<builtin>.int", convert, CONVERT_INT},
    {"<builtin>.isinstance", check_class, CONVERT_CHECK},
    {"<builtin>.issubclass", check_class, CONVERT_CHECK_CLASS},
    {"<builtin>.iter", call_iter, TRAVERSE_FORTH},
    {"<builtin>.len", convert, CONVERT_LENGTH},
    {"<builtin>.list", make_list, CONTAINER_LIST},
    {"<builtin>.map", call_map, 0},
    {"<builtin>.max", choose, CONVERT_MORE},
    {"<builtin>.min", choose, CONVERT_LESS},
    {"<builtin>.next", call_next, 0},
    {"<builtin>.object.__getattribute__", give_nothing, 0},
    {"<builtin>.object.__new__", make_object, 0},
    {"<builtin>.oct", write_number, CONSTANT_STRING},
    {"<builtin>.ord", give_type, CONSTANT_INTEGER},
    {"<builtin>.pow", builtins_operate, OP_POW},
    {"<builtin>.print", print_all, CONVERT_STR},
    {"<builtin>.property", make_descriptor, TRAIT_PROPERTY},
    {"<builtin>.repr", convert, CONVERT_REPR},
    {"<builtin>.reversed", call_iter, TRAVERSE_BACK},
    {"<builtin>.round", convert, CONVERT_ROUND},
    {"<builtin>.set", make_set, CONTAINER_SET},
    {"<builtin>.setattr", call_setattr, 0},
    {"<builtin>.sorted", call_sorted, CONTAINER_LIST},
    {"<builtin>.staticmethod", make_descriptor, TRAIT_STATIC},
    {"<builtin>.str", convert, CONVERT_STR},
    {"<builtin>.sum", builtins_sum, CONSTANT_INTEGER},
    {"<builtin>.super", call_super, 0},
    {"<builtin>.tuple", make_list, CONTAINER_LIST},
    {"<builtin>.type", call_type, 0},
    {"<builtin>.zip", call_zip, CONTAINER_GENERATOR},
    {"argparse.ArgumentParser.set_defaults", keep_defaults, 0},
    {"asyncio.AbstractEventLoop.create_future", make_future, 0},
    {"asyncio.Future", make_future, 0},
    {"bisect.bisect", compare_with, CONSTANT_INTEGER},
    {"bisect.bisect_left", compare_with, CONSTANT_INTEGER},
    {"bisect.bisect_right", compare_with, CONSTANT_INTEGER},
    {"bisect.insort", put_into, 0},
    {"bisect.insort_left", put_into, 0},
    {"bisect.insort_right", put_into, 0},
    {"collections.ChainMap", make_mapping, CONTAINER_DICT},
    {"collections.Counter", make_counter, CONTAINER_DICT},
    {"collections.OrderedDict", make_mapping, CONTAINER_DICT},
    {"collections.UserDict", make_mapping, CONTAINER_DICT},
    {"collections.UserList", make_iterable, CONTAINER_LIST},
    {"collections.defaultdict", make_default_mapping, CONTAINER_DICT},
    {"collections.deque", make_iterable, CONTAINER_DEQUE},
    {"collections.namedtuple", make_tuple_class, 0},
    {"concurrent.futures.as_completed", make_iterable, CONTAINER_GENERATOR},
    {"concurrent.futures.wait", give_several, CONTAINER_SET},
    {"contextlib.AsyncExitStack.enter_async_context", enter_context, 1},
    {"contextlib.AsyncExitStack.enter_context", enter_context, 0},
    {"contextlib.ExitStack.enter_context", enter_context, 0},
    {"contextlib.aclosing", wrap_context, WRAPPER_ACLOSING},
    {"contextlib.closing", wrap_context, WRAPPER_CLOSING},
    {"contextlib.nullcontext", wrap_context, WRAPPER_NULL},
    {"contextvars.Context.run", builtins_call_first, 0},
    {"copy.copy", give_copy, CONVERT_COPY},
    {"copy.deepcopy", give_copy, CONVERT_DEEPCOPY},
    {"functools.cmp_to_key", builtins_make_getter, 3},
    {"functools.partial", make_partial, 0},
    {"functools.reduce", reduce, 0},
    {"functools.total_ordering", give_argument, 0},
    {"heapq.heapify", compare_with, 0},
    {"heapq.heappop", take_from, 0},
    {"heapq.heappush", put_into, 0},
    {"heapq.heappushpop", put_into, 1},
    {"heapq.heapreplace", put_into, 1},
    {"heapq.merge", chain, CONTAINER_GENERATOR},
    {"heapq.nlargest", choose_some, CONTAINER_LIST},
    {"heapq.nsmallest", choose_some, CONTAINER_LIST},
    {"importlib.import_module", import_module, 0},
    {"inspect.getmembers", give_members, CONTAINER_LIST},
    {"itertools.accumulate", builtins_accumulate, CONTAINER_GENERATOR},
    {"itertools.batched", give_groups, CONTAINER_GENERATOR},
    {"itertools.chain", chain, CONTAINER_GENERATOR},
    {"itertools.chain.from_iterable", chain_inner, CONTAINER_GENERATOR},
    {"itertools.combinations", give_groups, CONTAINER_GENERATOR},
    {"itertools.combinations_with_replacement", give_groups, CONTAINER_GENERATOR},
    {"itertools.compress", make_iterable, CONTAINER_GENERATOR},
    {"itertools.cycle", make_iterable, CONTAINER_GENERATOR},
    {"itertools.dropwhile", pick, CONTAINER_GENERATOR},
    {"itertools.filterfalse", pick, CONTAINER_GENERATOR},
    {"itertools.groupby", call_groupby, CONTAINER_GENERATOR},
    {"itertools.islice", make_iterable, CONTAINER_GENERATOR},
    {"itertools.pairwise", give_groups, CONTAINER_GENERATOR},
    {"itertools.permutations", give_groups, CONTAINER_GENERATOR},
    {"itertools.product", call_zip, CONTAINER_GENERATOR},
    {"itertools.repeat", call_repeat, CONTAINER_GENERATOR},
    {"itertools.starmap", call_starmap, CONTAINER_GENERATOR},
    {"itertools.takewhile", pick, CONTAINER_GENERATOR},
    {"itertools.tee", give_several, CONTAINER_GENERATOR},
    {"itertools.zip_longest", call_zip, CONTAINER_GENERATOR},
    {"math.ceil", convert, CONVERT_CEIL},
    {"math.floor", convert, CONVERT_FLOOR},
    {"math.trunc", convert, CONVERT_TRUNC},
    {"operator.abs", convert, CONVERT_ABS},
    {"operator.add", builtins_operate, OP_ADD},
    {"operator.and_", builtins_operate, OP_AND},
    {"operator.attrgetter", builtins_make_getter, 0},
    {"operator.call", builtins_call_first, 0},
    {"operator.concat", builtins_operate, OP_ADD},
    {"operator.contains", builtins_contain, CONSTANT_BOOL},
    {"operator.delitem", builtins_delete_item, 0},
    {"operator.eq", builtins_operate, OP_EQ},
    {"operator.floordiv", builtins_operate, OP_FLOORDIV},
    {"operator.ge", builtins_operate, OP_GE},
    {"operator.getitem", builtins_operate, OPERATOR_ITEM},
    {"operator.gt", builtins_operate, OP_GT},
    {"operator.iadd", builtins_operate, OP_ADD | BUILTINS_IN_PLACE},
    {"operator.iand", builtins_operate, OP_AND | BUILTINS_IN_PLACE},
    {"operator.iconcat", builtins_operate, OP_ADD | BUILTINS_IN_PLACE},
    {"operator.ifloordiv", builtins_operate, OP_FLOORDIV | BUILTINS_IN_PLACE},
    {"operator.ilshift", builtins_operate, OP_LSHIFT | BUILTINS_IN_PLACE},
    {"operator.imatmul", builtins_operate, OP_MATMUL | BUILTINS_IN_PLACE},
    {"operator.imod", builtins_operate, OP_MOD | BUILTINS_IN_PLACE},
    {"operator.imul", builtins_operate, OP_MUL | BUILTINS_IN_PLACE},
    {"operator.index", convert, CONVERT_INDEX},
    {"operator.invert", builtins_operate, OP_INVERT},
    {"operator.ior", builtins_operate, OP_OR | BUILTINS_IN_PLACE},
    {"operator.ipow", builtins_operate, OP_POW | BUILTINS_IN_PLACE},
    {"operator.irshift", builtins_operate, OP_RSHIFT | BUILTINS_IN_PLACE},
    {"operator.isub", builtins_operate, OP_SUB | BUILTINS_IN_PLACE},
    {"operator.itemgetter", builtins_make_getter, 2},
    {"operator.itruediv", builtins_operate, OP_DIV | BUILTINS_IN_PLACE},
    {"operator.ixor", builtins_operate, OP_XOR | BUILTINS_IN_PLACE},
    {"operator.le", builtins_operate, OP_LE},
    {"operator.length_hint", convert, CONVERT_HINT},
    {"operator.lshift", builtins_operate, OP_LSHIFT},
    {"operator.lt", builtins_operate, OP_LT},
    {"operator.matmul", builtins_operate, OP_MATMUL},
    {"operator.methodcaller", builtins_make_getter, 1},
    {"operator.mod", builtins_operate, OP_MOD},
    {"operator.mul", builtins_operate, OP_MUL},
    {"operator.ne", builtins_operate, OP_NE},
    {"operator.neg", builtins_operate, OP_NEGATE},
    {"operator.not_", convert, CONVERT_BOOL},
    {"operator.or_", builtins_operate, OP_OR},
    {"operator.pos", builtins_operate, OP_POSITIVE},
    {"operator.pow", builtins_operate, OP_POW},
    {"operator.rshift", builtins_operate, OP_RSHIFT},
    {"operator.setitem", builtins_set_item, 0},
    {"operator.sub", builtins_operate, OP_SUB},
    {"operator.truediv", builtins_operate, OP_DIV},
    {"operator.truth", convert, CONVERT_BOOL},
    {"operator.xor", builtins_operate, OP_XOR},
    {"os.fspath", convert, CONVERT_PATH},
    {"pickle.dump", convert, CONVERT_PICKLE},
    {"pickle.dumps", convert, CONVERT_PICKLE},
    {"re.Pattern.sub", call_argument, 0},
    {"re.sub", call_argument, 1},
    {"sys.getsizeof", convert, CONVERT_SIZE},
    {"sys.modules.get", get_module, 0},
    {"types.MappingProxyType", give_argument, 0},
    {"types.MethodType", make_method, 0},
    {"types.SimpleNamespace", make_namespace, CONTAINER_TUPLE},
    {"types.new_class", make_class, 1},
    {"typing.NamedTuple", make_tuple_class, 0},
    {"typing.NewType", make_type_variable, 0},
    {"typing.TypeVar", make_type_variable, 0},
    {"typing.cast", cast, 0},
    {"typing_extensions.TypeVar", make_type_variable, 0},
    {"weakref.WeakKeyDictionary", make_mapping, CONTAINER_DICT},
    {"weakref.WeakMethod", give_reference, 0},
    {"weakref.WeakSet", make_iterable, CONTAINER_LIST},
    {"weakref.WeakValueDictionary", make_mapping, CONTAINER_DICT},
    {"weakref.proxy", give_argument, 0},
    {"weakref.ref", give_reference, 0},
};

enum {
    FUNCTION_COUNT = sizeof functions / sizeof *functions
};

static int compare_function(const void *name, const void *row)
{
    return strcmp(name, ((const FunctionRow *)row)->name);
}

uint32_t builtins_find(const char *qualified)
{
    const FunctionRow *row = bsearch(qualified, functions, FUNCTION_COUNT, sizeof *functions, compare_function);
    return row ? (uint32_t)(row - functions) : UINT32_MAX;
}

void builtins_call(Program *program, uint32_t number, const CallSite *site)
{
    functions[number].function(program, site, functions[number].detail);
}

/* Does it give a constant or a container, whatever it is called with? */
static bool is_plain_function(uint32_t number)
{
    static Function *const plain[] = {print_all,    give_type,      make_iterable, make_set, make_list,
                                      call_sorted,  call_enumerate, call_zip,      call_map, call_filter,
                                      call_setattr, check_class,    write_number};
    bool is_plain = functions[number].function == convert && functions[number].detail != CONVERT_ABS &&
                    functions[number].detail != CONVERT_ROUND && functions[number].detail < CONVERT_FLOOR;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        is_plain = is_plain || functions[number].function == plain[i];
    return is_plain;
}

bool program_builtin_is_plain(const char *name)
{
    if (strncmp(name, "<builtin>.", strlen("<builtin>.")) != 0)
        return false;
    const char *type = name + strlen("<builtin>."), *dot = strchr(type, '.');
    uint32_t function = builtins_find(name);
    return dot ? builtins_method_is_plain(type) : function != UINT32_MAX && is_plain_function(function);
}
