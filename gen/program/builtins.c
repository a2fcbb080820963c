/*
 * Calls of Python's own functions, where they pass values on, call back or run special methods; the table of them all.
 * Library reference, "Built-in Functions", functools, itertools, collections, copy.
 */
#include "builtins.h"

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

void builtins_call_with(Program *program, const CallSite *site, Variable callee, Variable argument, Variable result)
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
        builtins_call_with(program, site, key, things, compared);
    solver_link(program, compared, LINK_CONVERT, site->site, conversion);
}

/* --- functions ------------------------------------------------------------------------------------------------------ */

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
    if (site->argument_count >= 2) { /* super(Room, self), which need not be the class around it */
        ObjectData named = solver_only(program, site->arguments[0].variable);
        class_def = named.kind == OBJECT_CLASS ? named.a : class_def;
        if (class_def)
            solver_link(program, site->arguments[1].variable, LINK_SUPER, site->result, class_def);
        return;
    }
    if (!class_def)
        return;
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
        else {
            solver_link(program, argument.variable, LINK_UNITE, site->result, container);
            solver_link(program, argument.variable, LINK_CONVERT, site->site, CONVERT_ITEMS);
        }
    }
}

static void make_default_mapping(Program *program, const CallSite *site, uint32_t detail)
{
    Object container = builtins_give_container(program, site, detail);
    solver_link(program, calls_argument_at(site, 0), LINK_COPY, solver_cell(program, CELL_FACTORY, container, 0), 0);
    containers_mix(program, container);
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

/* shuffle(list): any element may be anywhere afterwards, as when it is reversed. */
static void shuffle(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    builtins_call_unbound(program, solver_intern(program, "<builtin>.list.reverse"), site);
}

/* random.choice(): any of the elements */
static void choose_any(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    solver_link(program, calls_argument_at(site, 0), LINK_CONTENT, site->result, 0);
}

/* types.SimpleNamespace(name=value), argparse.Namespace(): attributes are kept as a named tuple's. */
static void make_namespace(Program *program, const CallSite *site, uint32_t detail)
{
    Object namespace = builtins_give_container(program, site, detail);
    for (size_t i = 0; i < site->argument_count; i++)
        if (site->arguments[i].name > NAME_DOUBLESTAR)
            containers_store(program, namespace, site->arguments[i].name, site->arguments[i].variable);
        else if (site->arguments[i].name == NAME_DOUBLESTAR)
            solver_link(program, site->arguments[i].variable, LINK_MERGE, 0, namespace);
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

/* dataclasses.replace(object, field=value) */
static void replace_fields(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    if (site->site < program->value_count && site->result == site->site)
        solver_link(program, calls_argument_at(site, 0), LINK_REPLACE, site->site, 0);
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

/* object.__new__(cls), str.__new__(cls, text): an instance of the class. */
static void make_object(Program *program, const CallSite *site, uint32_t detail)
{
    solver_link(program, calls_argument_at(site, detail), LINK_SELF, site->result, 0);
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

/* ExitStack.push(), push_async_exit() (detail 1): the `__exit__` of an object runs; of what is no such object, itself, as the
 * catalog says. */
static void push_exit(Program *program, const CallSite *site, uint32_t detail)
{
    Variable pushed = calls_argument_at(site, 0);
    LateCall leave = {.site = site->site,
                      .reach = detail ? REACH_AWAITED : REACH_IMPLICIT,
                      .method = detail ? program->known.aexit : program->known.exit};
    calls_link_late(program, pushed, &leave);
    solver_link(program, pushed, LINK_COPY, site->result, 0);
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

typedef struct {
    const char *name;
    BuiltinFunction *function;
    uint32_t detail;
} FunctionRow;

/* By name, for bsearch(). */
static const FunctionRow functions[] = {
    {"<builtin>.__import__", builtins_import_package, 0},
    {"<builtin>.abs", convert, CONVERT_ABS},
    {"<builtin>.aiter", builtins_call_iter, TRAVERSE_ASYNC},
    {"<builtin>.all", builtins_consume, CONSTANT_BOOL},
    {"<builtin>.anext", builtins_call_anext, 0},
    {"<builtin>.any", builtins_consume, CONSTANT_BOOL},
    {"<builtin>.ascii", convert, CONVERT_REPR},
    {"<builtin>.bin", write_number, CONSTANT_STRING},
    {"<builtin>.bool", convert, CONVERT_BOOL},
    {"<builtin>.bytes", convert, CONVERT_BYTES},
    {"<builtin>.bytes.__new__", make_object, 0},
    {"<builtin>.callable", give_type, CONSTANT_BOOL},
    {"<builtin>.chr", write_number, CONSTANT_STRING},
    {"<builtin>.classmethod", make_descriptor, TRAIT_CLASSMETHOD},
    {"<builtin>.complex", convert, CONVERT_COMPLEX},
    {"<builtin>.delattr", builtins_call_setattr, 0},
    {"<builtin>.dict", make_mapping, CONTAINER_DICT},
    {"<builtin>.dict.fromkeys", builtins_make_mapping_of_keys, CONTAINER_DICT},
    {"<builtin>.dir", convert, CONVERT_DIR},
    {"<builtin>.divmod", builtins_operate, OPERATOR_DIVMOD},
    {"<builtin>.enumerate", builtins_call_enumerate, CONTAINER_GENERATOR},
    {"<builtin>.filter", builtins_call_filter, 0},
    {"<builtin>.float", convert, CONVERT_FLOAT},
    {"<builtin>.float.__new__", make_object, 0},
    {"<builtin>.format", convert, CONVERT_FORMAT},
    {"<builtin>.frozenset", builtins_make_set, CONTAINER_SET},
    {"<builtin>.getattr", builtins_call_getattr, 0},
    {"<builtin>.globals", give_globals, 0},
    {"<builtin>.hasattr", builtins_call_hasattr, CONSTANT_BOOL},
    {"<builtin>.hash", convert, CONVERT_HASH},
    {"<builtin>.hex", write_number, CONSTANT_STRING},
    {"<builtin>.id", give_type, CONSTANT_INTEGER},
    {"<builtin>.input", give_type, CONSTANT_STRING},
    {"<builtin>.int", convert, CONVERT_INT},
    {"<builtin>.int.__new__", make_object, 0},
    {"<builtin>.isinstance", check_class, CONVERT_CHECK},
    {"<builtin>.issubclass", check_class, CONVERT_CHECK_CLASS},
    {"<builtin>.iter", builtins_call_iter, TRAVERSE_FORTH},
    {"<builtin>.len", convert, CONVERT_LENGTH},
    {"<builtin>.list", builtins_make_list, CONTAINER_LIST},
    {"<builtin>.map", builtins_call_map, 0},
    {"<builtin>.max", builtins_choose, CONVERT_MORE},
    {"<builtin>.min", builtins_choose, CONVERT_LESS},
    {"<builtin>.next", builtins_call_next, 0},
    {"<builtin>.object.__getattribute__", give_nothing, 0},
    {"<builtin>.object.__new__", make_object, 0},
    {"<builtin>.oct", write_number, CONSTANT_STRING},
    {"<builtin>.ord", give_type, CONSTANT_INTEGER},
    {"<builtin>.pow", builtins_operate, OP_POW},
    {"<builtin>.print", print_all, CONVERT_STR},
    {"<builtin>.property", make_descriptor, TRAIT_PROPERTY},
    {"<builtin>.repr", convert, CONVERT_REPR},
    {"<builtin>.reversed", builtins_call_iter, TRAVERSE_BACK},
    {"<builtin>.round", convert, CONVERT_ROUND},
    {"<builtin>.set", builtins_make_set, CONTAINER_SET},
    {"<builtin>.setattr", builtins_call_setattr, 0},
    {"<builtin>.sorted", builtins_call_sorted, CONTAINER_LIST},
    {"<builtin>.staticmethod", make_descriptor, TRAIT_STATIC},
    {"<builtin>.str", convert, CONVERT_STR},
    {"<builtin>.str.__new__", make_object, 0},
    {"<builtin>.sum", builtins_sum, CONSTANT_INTEGER},
    {"<builtin>.super", call_super, 0},
    {"<builtin>.tuple", builtins_make_list, CONTAINER_LIST},
    {"<builtin>.tuple.__new__", make_object, 0},
    {"<builtin>.type", call_type, 0},
    {"<builtin>.zip", builtins_call_zip, CONTAINER_GENERATOR},
    {"argparse.ArgumentParser.set_defaults", keep_defaults, 0},
    {"argparse.Namespace", make_namespace, CONTAINER_TUPLE},
    {"asyncio.AbstractEventLoop.create_future", make_future, 0},
    {"asyncio.Future", make_future, 0},
    {"bisect.bisect", builtins_compare_with, CONSTANT_INTEGER},
    {"bisect.bisect_left", builtins_compare_with, CONSTANT_INTEGER},
    {"bisect.bisect_right", builtins_compare_with, CONSTANT_INTEGER},
    {"bisect.insort", builtins_put_into, 0},
    {"bisect.insort_left", builtins_put_into, 0},
    {"bisect.insort_right", builtins_put_into, 0},
    {"collections.ChainMap", make_mapping, CONTAINER_DICT},
    {"collections.Counter", builtins_make_counter, CONTAINER_DICT},
    {"collections.OrderedDict", make_mapping, CONTAINER_DICT},
    {"collections.UserDict", make_mapping, CONTAINER_DICT},
    {"collections.UserList", builtins_make_iterable, CONTAINER_LIST},
    {"collections.defaultdict", make_default_mapping, CONTAINER_DICT},
    {"collections.deque", builtins_make_iterable, CONTAINER_DEQUE},
    {"collections.namedtuple", make_tuple_class, 0},
    {"concurrent.futures.as_completed", builtins_make_iterable, CONTAINER_GENERATOR},
    {"concurrent.futures.wait", builtins_give_several, CONTAINER_SET},
    {"contextlib.AsyncExitStack.enter_async_context", enter_context, 1},
    {"contextlib.AsyncExitStack.enter_context", enter_context, 0},
    {"contextlib.AsyncExitStack.push", push_exit, 0},
    {"contextlib.AsyncExitStack.push_async_exit", push_exit, 1},
    {"contextlib.ExitStack.enter_context", enter_context, 0},
    {"contextlib.ExitStack.push", push_exit, 0},
    {"contextlib.aclosing", wrap_context, WRAPPER_ACLOSING},
    {"contextlib.closing", wrap_context, WRAPPER_CLOSING},
    {"contextlib.nullcontext", wrap_context, WRAPPER_NULL},
    {"contextvars.Context.run", builtins_call_first, 0},
    {"copy.copy", give_copy, CONVERT_COPY},
    {"copy.deepcopy", give_copy, CONVERT_DEEPCOPY},
    {"copy.replace", replace_fields, 0},
    {"dataclasses.replace", replace_fields, 0},
    {"functools.cmp_to_key", builtins_make_getter, 3},
    {"functools.partial", make_partial, 0},
    {"functools.partialmethod", make_partial, 0},
    {"functools.reduce", builtins_reduce, 0},
    {"functools.total_ordering", give_argument, 0},
    {"heapq.heapify", builtins_compare_with, 0},
    {"heapq.heappop", builtins_take_from, 0},
    {"heapq.heappush", builtins_put_into, 0},
    {"heapq.heappushpop", builtins_put_into, 1},
    {"heapq.heapreplace", builtins_put_into, 1},
    {"heapq.merge", builtins_chain, CONTAINER_GENERATOR},
    {"heapq.nlargest", builtins_choose_some, CONTAINER_LIST},
    {"heapq.nsmallest", builtins_choose_some, CONTAINER_LIST},
    {"importlib.import_module", builtins_import_module, 0},
    {"importlib.reload", give_argument, 0},
    {"inspect.getmembers", builtins_give_members, CONTAINER_LIST},
    {"itertools.accumulate", builtins_accumulate, CONTAINER_GENERATOR},
    {"itertools.batched", builtins_give_groups, CONTAINER_GENERATOR},
    {"itertools.chain", builtins_chain, CONTAINER_GENERATOR},
    {"itertools.chain.from_iterable", builtins_chain_inner, CONTAINER_GENERATOR},
    {"itertools.combinations", builtins_give_groups, CONTAINER_GENERATOR},
    {"itertools.combinations_with_replacement", builtins_give_groups, CONTAINER_GENERATOR},
    {"itertools.compress", builtins_make_iterable, CONTAINER_GENERATOR},
    {"itertools.cycle", builtins_make_iterable, CONTAINER_GENERATOR},
    {"itertools.dropwhile", builtins_pick, CONTAINER_GENERATOR},
    {"itertools.filterfalse", builtins_pick, CONTAINER_GENERATOR},
    {"itertools.groupby", builtins_call_groupby, CONTAINER_GENERATOR},
    {"itertools.islice", builtins_make_iterable, CONTAINER_GENERATOR},
    {"itertools.pairwise", builtins_give_groups, CONTAINER_GENERATOR},
    {"itertools.permutations", builtins_give_groups, CONTAINER_GENERATOR},
    {"itertools.product", builtins_call_zip, CONTAINER_GENERATOR},
    {"itertools.repeat", builtins_call_repeat, CONTAINER_GENERATOR},
    {"itertools.starmap", builtins_call_starmap, CONTAINER_GENERATOR},
    {"itertools.takewhile", builtins_pick, CONTAINER_GENERATOR},
    {"itertools.tee", builtins_give_several, CONTAINER_GENERATOR},
    {"itertools.zip_longest", builtins_call_zip, CONTAINER_GENERATOR},
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
    {"random.Random.choice", choose_any, 0},
    {"random.Random.shuffle", shuffle, 0},
    {"random.choice", choose_any, 0},
    {"random.choices", builtins_make_iterable, CONTAINER_LIST},
    {"random.sample", builtins_make_iterable, CONTAINER_LIST},
    {"random.shuffle", shuffle, 0},
    {"re.Pattern.sub", call_argument, 0},
    {"re.sub", call_argument, 1},
    {"sys.getsizeof", convert, CONVERT_SIZE},
    {"sys.modules.get", builtins_get_module, 0},
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
    {"weakref.WeakSet", builtins_make_iterable, CONTAINER_LIST},
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

bool builtins_makes_class(uint32_t number)
{
    return number < FUNCTION_COUNT &&
           (functions[number].function == call_type || functions[number].function == make_class);
}

/* Does it give a constant or a container, whatever it is called with? */
static bool is_plain_function(uint32_t number)
{
    static BuiltinFunction *const plain[] = {print_all,
                                             give_type,
                                             builtins_make_iterable,
                                             builtins_make_set,
                                             builtins_make_list,
                                             builtins_call_sorted,
                                             builtins_call_enumerate,
                                             builtins_call_zip,
                                             builtins_call_map,
                                             builtins_call_filter,
                                             builtins_call_setattr,
                                             builtins_call_hasattr,
                                             check_class,
                                             write_number};
    bool is_plain = functions[number].function == convert && functions[number].detail != CONVERT_ABS &&
                    functions[number].detail != CONVERT_ROUND && functions[number].detail < CONVERT_FLOOR;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        is_plain = is_plain || functions[number].function == plain[i];
    return is_plain;
}

bool program_builtin_is_plain(const char *name)
{
    static const char collections[] = "collections.";
    if (strncmp(name, collections, sizeof collections - 1) == 0)
        return builtins_method_is_plain(name + sizeof collections - 1);
    const char *type = program_own_name(name), *dot = type ? strchr(type, '.') : NULL;
    if (!type)
        return false;
    uint32_t function = builtins_find(name);
    return dot ? builtins_method_is_plain(type) : function != UINT32_MAX && is_plain_function(function);
}
