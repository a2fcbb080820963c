/*
 * Calls of methods of Python's own types, where they pass values on, call back or run special methods. Library reference,
 * "Built-in Types", collections, queue.
 */
#include "builtins.h"

#include <stdlib.h>
#include <string.h>

/* A method of a builtin type, called on an object of it. */
typedef void Method(Program *program, Object receiver, const CallSite *site, uint32_t detail);

/* The elements under a key that is passed, of a mapping; all elements of anything else. */
static void read_under(Program *program, Object container, Variable key, Variable target)
{
    if (solver_data(program, container).b == CONTAINER_DICT && key)
        containers_read_at(program, container, key, target);
    else
        containers_read(program, container, 0, target);
}

static bool is_set(const Program *program, Object container)
{
    return solver_data(program, container).b % CONTAINER_INNER == CONTAINER_SET;
}

/* detail: which argument is put in */
static void put(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    if (is_set(program, container))
        solver_link(program, calls_argument_at(site, detail), LINK_CONVERT, site->site, CONVERT_KEY);
    containers_store(program, container, 0, calls_argument_at(site, detail));
    solver_add(program, site->result, program->none);
}

/* insert(position, element) */
static void insert(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    containers_move(program, container);
    put(program, container, site, detail);
}

static void extend(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    (void)detail;
    builtins_spread_into(program, site, calls_argument_at(site, 0), container);
    solver_add(program, site->result, program->none);
}

static void update(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    if (solver_data(program, container).b != CONTAINER_DICT) {
        extend(program, container, site, detail);
        return;
    }
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        if (argument.name > NAME_DOUBLESTAR)
            containers_store(program, container, argument.name, argument.variable);
        else {
            solver_link(program, argument.variable, LINK_MERGE, 0, container);
            solver_link(program, argument.variable, LINK_CONVERT, site->site, CONVERT_ITEMS);
        }
    }
    solver_add(program, site->result, program->none);
}

/* `__init__` of a class that is a list, a dict by inheritance. */
static void initialise(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    bool is_dict = solver_data(program, container).b == CONTAINER_DICT;
    Variable starred = solver_step(program, site->site, STEP_GATHERED);
    (void)detail;
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        Variable given = argument.name == NAME_STAR ? starred : argument.variable;
        if (argument.name == NAME_STAR)
            builtins_spread(program, site, argument.variable, starred);
        if (argument.name > NAME_DOUBLESTAR)
            containers_store(program, container, argument.name, given);
        else if (is_dict)
            solver_link(program, given, LINK_MERGE, 0, container);
        else
            builtins_spread_into(program, site, given, container);
    }
    solver_add(program, site->result, program->none);
}

/* `__setitem__` */
static void set_item(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    (void)detail;
    containers_store(program, container, keys_stored(program, calls_argument_at(site, 0)), calls_argument_at(site, 1));
    solver_add(program, site->result, program->none);
}

/* `__getitem__` */
static void get_item(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    (void)detail;
    if (calls_argument_at(site, 0))
        containers_read_at(program, container, calls_argument_at(site, 0), site->result);
}

/* What get() gives where there is nothing under the key. */
static void give_default(Program *program, const CallSite *site)
{
    Variable fallback = calls_argument_at(site, 1);
    if (fallback)
        solver_link(program, fallback, LINK_COPY, site->result, 0);
    else
        solver_add(program, site->result, program->none);
}

static void get(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    (void)detail;
    read_under(program, container, calls_argument_at(site, 0), site->result);
    give_default(program, site);
}

static void pop(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    (void)detail;
    if (site->argument_count) /* without a position, the last one goes */
        containers_move(program, container);
    read_under(program, container, calls_argument_at(site, 0), site->result);
    solver_link(program, calls_argument_at(site, 1), LINK_COPY, site->result, 0);
}

static void set_default(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    uint32_t key = keys_stored(program, calls_argument_at(site, 0));
    (void)detail;
    read_under(program, container, calls_argument_at(site, 0), site->result);
    solver_link(program, calls_argument_at(site, 1), LINK_COPY, site->result, 0);
    containers_store(program, container, key, calls_argument_at(site, 1));
}

static void take(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    (void)detail;
    containers_read(program, container, 0, site->result);
}

static void give_values(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    Object values = builtins_give_container(program, site, detail);
    solver_link(program, containers_elements(program, container), LINK_COPY, containers_elements(program, values), 0);
}

static void give_items(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    Object pair = builtins_give_tuples(program, site, detail);
    containers_read_keys(program, container, builtins_tuple_item(program, pair, 0));
    solver_link(program, containers_elements(program, container), LINK_COPY, builtins_tuple_item(program, pair, 1), 0);
}

/* most_common() of a Counter: a list of them. */
static void give_common(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    give_items(program, container, site, detail);
    containers_mix(program, solver_object(program, OBJECT_CONTAINER, site->site, detail));
}

static void pop_item(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    Object pair = solver_object(program, OBJECT_CONTAINER, site->site, CONTAINER_TUPLE);
    (void)detail;
    solver_add(program, site->result, pair);
    containers_read_keys(program, container, builtins_tuple_item(program, pair, 0));
    solver_link(program, containers_elements(program, container), LINK_COPY, builtins_tuple_item(program, pair, 1), 0);
}

static void give_keys(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    containers_read_keys(program, container,
                         containers_elements(program, builtins_give_container(program, site, detail)));
}

static void give_copy(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    (void)detail;
    solver_add(program, site->result, container);
}

/* Another string of the kind that the receiver is. */
static void give_text(Program *program, Object receiver, const CallSite *site, uint32_t detail)
{
    (void)detail;
    builtins_give_constant(program, site, solver_data(program, receiver).a);
}

/* union, difference: elements of the set and of the arguments */
static void combine(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    Object result = builtins_give_container(program, site, detail);
    solver_link(program, containers_elements(program, container), LINK_COPY, containers_elements(program, result), 0);
    for (uint32_t i = 0; calls_argument_at(site, i); i++)
        builtins_spread_into(program, site, calls_argument_at(site, i), result);
}

/* clear(): the sets of elements only grow. */
static void forget(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    (void)container;
    (void)detail;
    solver_add(program, site->result, program->none);
}

/* remove(), discard(), index(), count(): a set hashes what is looked for, a list compares it with its elements. */
static void look_for(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    bool hashes = is_set(program, container), text = solver_data(program, container).kind == OBJECT_CONSTANT;
    solver_link(program, calls_argument_at(site, 0), LINK_CONVERT, site->site, hashes ? CONVERT_KEY : CONVERT_EQUAL);
    if (!hashes && !text)
        solver_link_once(program, containers_elements(program, container), LINK_CONVERT, site->site, CONVERT_EQUAL);
    builtins_give_constant(program, site, detail);
}

/* remove(element) */
static void drop(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    containers_move(program, container);
    look_for(program, container, site, detail);
}

/* reverse(): any element may be anywhere afterwards. */
static void mix(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    (void)detail;
    containers_elements(program, container);
    containers_mix(program, container);
    solver_add(program, site->result, program->none);
}

static void sort(Program *program, Object container, const CallSite *site, uint32_t detail)
{
    Variable key = builtins_keyword_argument(program, site, "key"), elements = containers_elements(program, container);
    mix(program, container, site, detail);
    builtins_compare(program, site, key, elements, detail);
}

/* detail: ConstantType */
static void give_method_type(Program *program, Object receiver, const CallSite *site, uint32_t detail)
{
    (void)receiver;
    builtins_give_constant(program, site, detail);
}

/* A list of strings, of whatever kind the receiver is. */
static void give_parts(Program *program, Object receiver, const CallSite *site, uint32_t detail)
{
    Object parts = builtins_give_container(program, site, detail);
    Object part = solver_object(program, OBJECT_CONSTANT, solver_data(program, receiver).a, 0);
    solver_add(program, containers_elements(program, parts), part);
    solver_add(program, solver_cell(program, CELL_OTHER, parts, 0), part);
}

static void join_text(Program *program, Object receiver, const CallSite *site, uint32_t detail)
{
    (void)detail;
    builtins_spread(program, site, calls_argument_at(site, 0), solver_step(program, site->site, STEP_TEXT));
    builtins_give_constant(program, site, solver_data(program, receiver).a);
}

/* Whether a field of a text stands for an argument as a whole: `{0}`, `{}`, `{name!r}`, and not `{0.name}`. `keyword`: NULL of
 * what is passed by its position. */
static bool is_formatted(const char *text, size_t position, const char *keyword)
{
    size_t counted = 0;
    for (const char *at = strchr(text, '{'); at; at = strchr(at, '{')) {
        const char *field = ++at;
        if (*field == '{') {
            at++;
            continue;
        }
        size_t length = strcspn(field, ".[!:}"), number = 0;
        bool is_number = strspn(field, "0123456789") == length;
        for (size_t i = 0; is_number && i < length && number <= position; i++)
            number = 10 * number + (size_t)(field[i] - '0');
        number = length ? number : counted++;
        bool named = keyword ? strncmp(field, keyword, length) == 0 && !keyword[length] && !is_number
                             : is_number && number == position;
        if (named && field[length] != '.' && field[length] != '[')
            return true;
    }
    return false;
}

/* What formats, if it is written there. */
static const char *template_of(Program *program, const CallSite *site)
{
    if (site->site >= program->value_count)
        return NULL;
    const ProgramFile *file = program_file_of_value(program, site->site);
    const Value *call = program_value(program, site->site), *method = &file->facts.values[call->base];
    if (call->kind != VALUE_CALL || method->kind != VALUE_ATTRIBUTE)
        return NULL;
    uint32_t text = builtins_literal_text(program, solver_variable(file, method->base));
    return text ? solver_text(program, text) : NULL;
}

static void format_text(Program *program, Object receiver, const CallSite *site, uint32_t detail)
{
    (void)receiver;
    const char *text = template_of(program, site);
    size_t position = 0;
    for (size_t i = 0; i < site->argument_count; i++) {
        uint32_t name = site->arguments[i].name;
        text = name == NAME_STAR ? NULL : text; /* which comes behind it is not known */
        bool formatted = !text || is_formatted(text, position, name ? solver_text(program, name) : NULL);
        position += !name;
        if (name != NAME_STAR && name != NAME_DOUBLESTAR && formatted)
            solver_link(program, site->arguments[i].variable, LINK_CONVERT, site->site, detail);
    }
    builtins_give_constant(program, site, CONSTANT_STRING);
}

/* send() of a generator: what it yields next; detail 1: to be awaited. */
static void send(Program *program, Object generator, const CallSite *site, uint32_t detail)
{
    ObjectData data = solver_data(program, generator);
    if (data.kind == OBJECT_GENERATOR && calls_argument_at(site, 0))
        solver_link(program, calls_argument_at(site, 0), LINK_COPY, solver_cell(program, CELL_SENT, data.a, 0), 0);
    Variable yielded = data.kind == OBJECT_GENERATOR ? solver_cell(program, CELL_YIELD, data.a, 0)
                                                     : containers_elements(program, generator);
    if (detail)
        solver_add(program, site->result, solver_object(program, OBJECT_COROUTINE, yielded, 0));
    else
        solver_link(program, yielded, LINK_COPY, site->result, 0);
}

/* function.__get__(instance): a bound method. */
static void bind_to(Program *program, Object function, const CallSite *site)
{
    Variable functions = solver_step(program, site->site, STEP_METHOD),
             instance = solver_step(program, site->site, STEP_GATHERED);
    if (!site->result)
        return;
    solver_add(program, functions, function);
    solver_link(program, calls_argument_at(site, 0), LINK_STRIP, instance, 0); /* None stands for none */
    solver_link(program, instance, LINK_RECEIVER, site->result, functions);
}

enum {
    ON_CONTAINER = 1 << 0,
    ON_TEXT = 1 << 1,
    ON_GENERATOR = 1 << 2
};

static unsigned kind_of_receiver(ObjectData data)
{
    if (data.kind == OBJECT_CONTAINER)
        return data.b % CONTAINER_INNER == CONTAINER_GENERATOR ? ON_GENERATOR : ON_CONTAINER;
    return data.kind == OBJECT_CONSTANT ? ON_TEXT : data.kind == OBJECT_GENERATOR ? ON_GENERATOR : 0;
}

typedef struct {
    const char *name;
    unsigned kinds;
    Method *method;
    uint32_t detail;
} MethodRow;

/* By name, for bsearch(). */
static const MethodRow methods[] = {
    {"__anext__", ON_GENERATOR, send, 1},
    {"__getitem__", ON_CONTAINER, get_item, 0},
    {"__init__", ON_CONTAINER, initialise, 0},
    {"__next__", ON_GENERATOR, send, 0},
    {"__setitem__", ON_CONTAINER, set_item, 0},
    {"add", ON_CONTAINER, put, 0},
    {"append", ON_CONTAINER, put, 0},
    {"appendleft", ON_CONTAINER, put, 0},
    {"asend", ON_GENERATOR, send, 1},
    {"capitalize", ON_TEXT, give_method_type, CONSTANT_STRING},
    {"clear", ON_CONTAINER, forget, 0},
    {"copy", ON_CONTAINER, give_copy, 0},
    {"count", ON_CONTAINER | ON_TEXT, look_for, CONSTANT_INTEGER},
    {"decode", ON_TEXT, give_method_type, CONSTANT_STRING},
    {"difference", ON_CONTAINER, combine, CONTAINER_SET},
    {"discard", ON_CONTAINER, look_for, CONSTANT_NONE},
    {"elements", ON_CONTAINER, give_keys, CONTAINER_LIST},
    {"encode", ON_TEXT, give_method_type, CONSTANT_BYTES},
    {"endswith", ON_TEXT, give_method_type, CONSTANT_BOOL},
    {"extend", ON_CONTAINER, extend, 0},
    {"extendleft", ON_CONTAINER, extend, 0},
    {"find", ON_TEXT, give_method_type, CONSTANT_INTEGER},
    {"format", ON_TEXT, format_text, CONVERT_FORMAT},
    {"get", ON_CONTAINER, get, 0},
    {"hex", ON_TEXT, give_method_type, CONSTANT_STRING},
    {"index", ON_CONTAINER | ON_TEXT, look_for, CONSTANT_INTEGER},
    {"insert", ON_CONTAINER, insert, 1},
    {"intersection", ON_CONTAINER, combine, CONTAINER_SET},
    {"isalnum", ON_TEXT, give_method_type, CONSTANT_BOOL},
    {"isdigit", ON_TEXT, give_method_type, CONSTANT_BOOL},
    {"items", ON_CONTAINER, give_items, CONTAINER_LIST},
    {"join", ON_TEXT, join_text, 0},
    {"keys", ON_CONTAINER, give_keys, CONTAINER_LIST},
    {"ljust", ON_TEXT, give_text, 0},
    {"lower", ON_TEXT, give_text, 0},
    {"lstrip", ON_TEXT, give_text, 0},
    {"most_common", ON_CONTAINER, give_common, CONTAINER_LIST},
    {"pop", ON_CONTAINER, pop, 0},
    {"popitem", ON_CONTAINER, pop_item, 0},
    {"popleft", ON_CONTAINER, take, 0},
    {"remove", ON_CONTAINER, drop, CONSTANT_NONE},
    {"removeprefix", ON_TEXT, give_text, 0},
    {"removesuffix", ON_TEXT, give_text, 0},
    {"replace", ON_TEXT, give_text, 0},
    {"reverse", ON_CONTAINER, mix, 0},
    {"rfind", ON_TEXT, give_method_type, CONSTANT_INTEGER},
    {"rjust", ON_TEXT, give_text, 0},
    {"rsplit", ON_TEXT, give_parts, CONTAINER_LIST},
    {"rstrip", ON_TEXT, give_text, 0},
    {"send", ON_GENERATOR, send, 0},
    {"setdefault", ON_CONTAINER, set_default, 0},
    {"sort", ON_CONTAINER, sort, CONVERT_LESS},
    {"split", ON_TEXT, give_parts, CONTAINER_LIST},
    {"splitlines", ON_TEXT, give_parts, CONTAINER_LIST},
    {"startswith", ON_TEXT, give_method_type, CONSTANT_BOOL},
    {"strip", ON_TEXT, give_text, 0},
    {"title", ON_TEXT, give_text, 0},
    {"union", ON_CONTAINER, combine, CONTAINER_SET},
    {"update", ON_CONTAINER, update, 0},
    {"upper", ON_TEXT, give_text, 0},
    {"values", ON_CONTAINER, give_values, CONTAINER_LIST},
    {"zfill", ON_TEXT, give_text, 0},
};

static int compare_method(const void *name, const void *row)
{
    return strcmp(name, ((const MethodRow *)row)->name);
}

static const MethodRow *find_method(const char *name)
{
    return bsearch(name, methods, sizeof methods / sizeof *methods, sizeof *methods, compare_method);
}

/* get() of a TypedDict, which is an instance of its class: what the class declares under a literal key. */
static bool get_declared(Program *program, const char *method, Object receiver, const CallSite *site)
{
    ObjectData data = solver_data(program, receiver);
    uint32_t key = keys_literal(program, calls_argument_at(site, 0));
    if (data.kind != OBJECT_INSTANCE || !program->classes[data.a]->is_mapping || !key || strcmp(method, "get") != 0)
        return false;
    attributes_read(program, receiver, key, site->result);
    give_default(program, site);
    return true;
}

/* object.__setattr__("name", value) */
static void assign(Program *program, Object receiver, const CallSite *site)
{
    uint32_t name = builtins_literal_text(program, calls_argument_at(site, 0));
    if (name)
        attributes_write_plainly(program, receiver, name, calls_argument_at(site, 1), site->site);
    solver_add(program, site->result, program->none);
}

/* Another named tuple of that class, with other things in it. */
static void replace_items(Program *program, Object receiver, const CallSite *site)
{
    ObjectData data = solver_data(program, receiver);
    solver_add(program, site->result, receiver);
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument item = site->arguments[i];
        if (item.name <= NAME_DOUBLESTAR)
            continue;
        if (data.kind == OBJECT_INSTANCE)
            solver_link(program, item.variable, LINK_COPY, solver_cell(program, CELL_INSTANCE, data.a, item.name), 0);
        else
            containers_store(program, receiver, item.name, item.variable);
    }
}

bool builtins_call_method(Program *program, const char *qualified, Object receiver, const CallSite *site)
{
    Object contents = containers_of(program, receiver);
    const char *dot = strrchr(qualified, '.');
    if (contents && dot && strcmp(dot, "._replace") == 0) {
        replace_items(program, receiver, site);
        return true;
    }
    if (solver_data(program, receiver).kind == OBJECT_NAMESPACE) { /* globals().get("name") */
        protocols_subscript_namespace(program, receiver, calls_argument_at(site, 0), site->result);
        solver_link(program, calls_argument_at(site, 1), LINK_COPY, site->result, 0);
        return true;
    }
    if (contents)
        receiver = contents;
    unsigned kind = kind_of_receiver(solver_data(program, receiver));
    if (solver_data(program, receiver).kind == OBJECT_CLASS)
        return constructors_call_type(program, solver_intern(program, dot ? dot + 1 : qualified), receiver, site);
    if (solver_data(program, receiver).kind == OBJECT_COROUTINE && dot && strcmp(dot, ".__await__") == 0) {
        solver_add(program, site->result, receiver); /* protocols_await_iterator() takes it so */
        return true;
    }
    if (solver_data(program, receiver).kind == OBJECT_FUNCTION && dot && strcmp(dot, ".__get__") == 0) {
        bind_to(program, receiver, site);
        return true;
    }
    if (solver_data(program, receiver).kind == OBJECT_INSTANCE && dot && strcmp(dot, ".__setattr__") == 0) {
        assign(program, receiver, site);
        return true;
    }
    if (solver_data(program, receiver).kind == OBJECT_INSTANCE && mixins_call(program, qualified, receiver, site))
        return true;
    if (!kind)
        return get_declared(program, dot ? dot + 1 : qualified, receiver, site);
    const MethodRow *row = find_method(dot ? dot + 1 : qualified);
    if (row && row->kinds & kind)
        row->method(program, receiver, site, row->detail);
    else
        solver_add(program, site->result, solver_object(program, OBJECT_EXTERNAL_INSTANCE, program->known.plain, 0));
    return true;
}

/* --- queues --------------------------------------------------------------------------------------------------------- */

bool builtins_is_queue(const char *qualified)
{
    static const char *const queues[] = {"asyncio.Queue",     "asyncio.LifoQueue",     "asyncio.PriorityQueue",
                                         "queue.Queue",       "queue.LifoQueue",       "queue.PriorityQueue",
                                         "queue.SimpleQueue", "multiprocessing.Queue", "contextvars.ContextVar"};
    for (size_t i = 0; i < sizeof queues / sizeof *queues; i++)
        if (strcmp(queues[i], qualified) == 0)
            return true;
    return false;
}

Object builtins_make_queue(Program *program, uint32_t name, const CallSite *site)
{
    Object contents = solver_object(program, OBJECT_CONTAINER, site->site, CONTAINER_LIST);
    Variable initial = builtins_keyword_argument(program, site, "default"); /* of a ContextVar */
    if (initial)
        containers_store(program, contents, 0, initial);
    return solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, contents);
}

bool builtins_call_queue(Program *program, const char *qualified, Object contents, const CallSite *site)
{
    const char *dot = strrchr(qualified, '.');
    const char *method = dot ? dot + 1 : qualified;
    if (strcmp(method, "put") == 0 || strcmp(method, "put_nowait") == 0 || strcmp(method, "set") == 0)
        containers_store(program, contents, 0, calls_argument_at(site, 0));
    else if (strcmp(method, "get") == 0 || strcmp(method, "get_nowait") == 0)
        containers_read(program, contents, 0, site->result);
    else
        return false;
    if (strcmp(qualified, "contextvars.ContextVar.get") == 0)
        solver_link(program, calls_argument_at(site, 0), LINK_COPY, site->result, 0);
    return true;
}

/* Which kinds of receivers a type stands for, as in `methods`. */
static unsigned kinds_of_type(const char *type, size_t length)
{
    static const struct {
        const char *name;
        unsigned kind;
    } types[] = {{"list", ON_CONTAINER},  {"tuple", ON_CONTAINER},       {"set", ON_CONTAINER}, {"dict", ON_CONTAINER},
                 {"deque", ON_CONTAINER}, {"OrderedDict", ON_CONTAINER}, {"str", ON_TEXT},      {"bytes", ON_TEXT}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strlen(types[i].name) == length && strncmp(types[i].name, type, length) == 0)
            return types[i].kind;
    return 0;
}

static bool is_plain_method(const char *name, unsigned kinds)
{
    static Method *const plain[] = {put,        insert,      drop,       extend,    update,
                                    forget,     look_for,    mix,        sort,      give_method_type,
                                    give_parts, combine,     give_items, give_keys, give_values,
                                    give_copy,  format_text, join_text,  give_text};
    const MethodRow *row = find_method(name);
    for (size_t i = 0; row && row->kinds & kinds && i < sizeof plain / sizeof *plain; i++)
        if (row->method == plain[i])
            return true;
    return false;
}

bool builtins_method_is_plain(const char *qualified)
{
    const char *dot = strchr(qualified, '.');
    return dot && is_plain_method(dot + 1, kinds_of_type(qualified, (size_t)(dot - qualified)));
}

/* --- methods of types, called on their first argument --------------------------------------------------------------- */

bool builtins_call_unbound(Program *program, uint32_t name, const CallSite *site)
{
    const char *method = program_own_name(solver_text(program, name)), *dot = method ? strchr(method, '.') : NULL;
    unsigned kinds = dot ? kinds_of_type(method, (size_t)(dot - method)) : 0;
    const MethodRow *row = kinds ? find_method(dot + 1) : NULL;
    Variable receiver = calls_argument_at(site, 0);
    bool is_method = (row && row->kinds & kinds) || (method && strcmp(method, "object.__setattr__") == 0);
    if (!is_method || !receiver || site->result != site->site)
        return false;
    solver_link(program, receiver, LINK_UNBOUND, site->site, name);
    return true;
}

void builtins_call_on(Program *program, Object receiver, uint32_t name, Variable call)
{
    CallSite site = {.site = call, .result = call};
    const Argument *arguments = calls_arguments(program, call, &site.argument_count);
    uint8_t kind = solver_data(program, receiver).kind;
    if (kind != OBJECT_CONSTANT && kind != OBJECT_INSTANCE && !containers_of(program, receiver))
        return;
    site.arguments = arguments + 1;
    site.argument_count--;
    builtins_call_method(program, solver_text(program, name), receiver, &site);
}
