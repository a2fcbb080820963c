#include "building.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>

/* How the value of a call is consumed by the expression around it. */
enum Consumer {
    CONSUMER_NONE,
    CONSUMER_AWAIT,
    CONSUMER_LOOP,
    CONSUMER_HANDED /* handed over at once: the hand-over is the edge */
};

/* What is asked of the names of what is called outside the tree; some are called thousands of times. */
enum Called {
    CALLED = 1 << 0,
    CALLED_PLAIN = 1 << 1, /* external_is_plain() */
    CALLED_DOUBLE = 1 << 2 /* program_external_is_double() */
};

/* Whether a value may be the site of a call. */
static bool makes_calls(const Value *value)
{
    return program_works_on_base(value) || value->kind == VALUE_DECORATED || value->kind == VALUE_PARAM ||
           value->kind == VALUE_UNPACK || value->kind == VALUE_REST || value->kind == VALUE_CREATE ||
           value->kind == VALUE_CAST || value->kind == VALUE_SYMBOL;
}

static void note_enclosed(const Build *build, const ProgramFile *file, const Value *value)
{
    if (value->kind == VALUE_COMPREHENSION)
        build->enclosed[file->first_value + value->base] = true;
    for (uint32_t i = 0; (value->kind == VALUE_CONTAINER || value->kind == VALUE_CALL) && i < value->count; i++)
        build->enclosed[file->first_value + file->facts.operands[value->first + i].value] = true;
}

/* Ranks of calls within their scope, and which calls are awaited where they stand. `next` is by definition. */
static void rank_values(const Build *build, const ProgramFile *file, uint32_t *next)
{
    size_t count;
    Step *steps = steps_of_file(&build->steps, file, &count);
    size_t next_step = 0;
    for (uint32_t v = 1; file->image && v < file->facts.values_count; v++) {
        const Value *value = &file->facts.values[v];
        for (; next_step < count && steps[next_step].first_value <= file->first_value + v; next_step++)
            steps[next_step].order = next[steps[next_step].scope]++;
        if (makes_calls(value))
            build->orders[file->first_value + v] = next[file->first_def + value->scope]++;
        if (value->kind == VALUE_AWAIT)
            build->consumers[file->first_value + program_before_tests(file, value->base)] = CONSUMER_AWAIT;
        else if (value->kind == VALUE_ELEMENT && !build->consumers[file->first_value + value->base])
            build->consumers[file->first_value + value->base] = CONSUMER_LOOP;
        note_enclosed(build, file, value);
    }
    for (; next_step < count; next_step++)
        steps[next_step].order = next[steps[next_step].scope]++;
}

void build_rank_values(const Build *build)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    uint32_t *next = memory_zeroed(build->def_count + 1, sizeof *next);
#pragma omp parallel for schedule(dynamic, 8) num_threads(build->threads)
    for (size_t i = 0; i < count; i++)
        rank_values(build, &files[i], next);
    free(next);
}

static bool is_coroutine_call(const Build *build, uint32_t site, uint32_t target)
{
    size_t count;
    Result *results = program_value_results(build->program, site, &count);
    bool found = false;
    for (size_t i = 0; i < count; i++)
        found = found || (results[i].kind == RESULT_AWAITABLE && results[i].def == target);
    free(results);
    return found;
}

/* `create_task(f())`: the inner call only makes the coroutine; the edge is that of the hand-over. */
static void find_handed_calls(Build *build, const ResolvedCall *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (calls[i].reach != REACH_HANDED || !calls[i].target || calls[i].site >= build->value_count)
            continue;
        const ProgramFile *file = program_file_of_value(build->program, calls[i].site);
        const Value *value = program_value(build->program, calls[i].site);
        for (uint32_t j = 0; value->kind == VALUE_CALL && j < value->count; j++) {
            uint32_t operand = file->facts.operands[value->first + j].value;
            if (operand && file->facts.values[operand].kind == VALUE_CALL &&
                is_coroutine_call(build, file->first_value + operand, calls[i].target))
                build->consumers[file->first_value + operand] = CONSUMER_HANDED;
        }
    }
}

static EdgeKind kind_of_role(Role role)
{
    switch (role) {
    case ROLE_SPAWN:
        return EDGE_SPAWN;
    case ROLE_TO_THREAD:
        return EDGE_TO_THREAD;
    case ROLE_FROM_THREAD:
        return EDGE_FROM_THREAD;
    case ROLE_RUN:
        return EDGE_RUN;
    case ROLE_DEPENDS:
        return EDGE_DEPENDS;
    case ROLE_AWAITS:
        return EDGE_AWAIT;
    case ROLE_NONE:
        return EDGE_CALL;
    default:
        return EDGE_CALLBACK;
    }
}

static EdgeKind kind_of_call(const Build *build, const ResolvedCall *call)
{
    switch ((Reach)call->reach) {
    case REACH_CALL:
        return build->consumers[call->site] == CONSUMER_AWAIT ? EDGE_AWAIT : EDGE_CALL;
    case REACH_AWAITED:
        return EDGE_AWAIT;
    case REACH_HANDED:
        return kind_of_role(call->role);
    case REACH_INJECTED:
        return EDGE_DEPENDS;
    case REACH_IMPLICIT:
    case REACH_DECORATE:
        break;
    }
    return EDGE_CALL;
}

static GraphSite site_of(const Build *build, uint32_t site)
{
    const Value *value = program_value(build->program, site);
    return (GraphSite){.path = build_path_of_def(build, program_file_of_value(build->program, site), value->scope),
                       .line = value->line,
                       .column = value->column,
                       .order = build->orders[site],
                       .flags = value->flags & SITE_OF_VALUE};
}

GraphSite build_site_of_def(const Build *build, uint32_t def)
{
    const Def *facts = program_def(build->program, def);
    return (GraphSite){.path = build->nodes[def]->path, .line = facts->line, .column = facts->column};
}

/* The definition that evaluates a value, or 0. */
static uint32_t scope_of(const Build *build, uint32_t site)
{
    uint32_t scope = program_value(build->program, site)->scope;
    return scope ? program_file_of_value(build->program, site)->first_def + scope : 0;
}

/* The function that the result of a call decorates, for calls that stand as decorators: `@route(dependencies=[…])`
 * speaks for the function below it. NULL for others. */
static GraphNode *decorated_by_call(const Build *build, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(build->program, site);
    for (uint32_t i = 1; i < file->facts.defs_count; i++) {
        const Def *def = &file->facts.defs[i];
        for (uint32_t j = def->first_decorator; j < def->first_decorator + def->decorator_count; j++)
            if (file->first_value + file->facts.operands[j].value == site)
                return build->nodes[file->first_def + i];
    }
    return NULL;
}

/* An instance of a class that is handed over is called: that is its __call__, its own or inherited. */
static GraphNode *called_node(const Build *build, uint32_t def)
{
    uint32_t name = names_find(program_names(build->program), "__call__", strlen("__call__"));
    bool is_class = program_def(build->program, def)->kind == DEF_CLASS;
    uint32_t method = is_class ? program_method_of(build->program, def, name) : 0;
    return build->nodes[method ? method : def];
}

static bool is_decorated(const Build *build, uint32_t site)
{
    return program_value(build->program, site)->kind == VALUE_DECORATED;
}

void build_mark_handed(Build *build, const ResolvedCall *call)
{
    GraphNode *node = called_node(build, call->target);
    switch ((Role)call->role) {
    case ROLE_ENTRY:
    case ROLE_BOOT:
    case ROLE_SHUTDOWN:
    case ROLE_ACCEPT:
    case ROLE_RECEIVE:
    case ROLE_CLOSE:
    case ROLE_MIDDLEWARE:
    case ROLE_MOUNT:
        node->flags |= NODE_ENTRY | (call->websocket ? NODE_WEBSOCKET : 0);
        node->roles |= 1u << call->role;
        break;
    case ROLE_AUTHENTICATE:
        node->roles |= 1u << call->role;
        break;
    case ROLE_COMMAND:
        node->flags |= NODE_MAIN;
        node->roles |= 1u << call->role;
        break;
    case ROLE_CALLBACK:
        build->kept[call->target] |= is_decorated(build, call->site);
        break;
    default:
        break;
    }
    if (call->runs == RUNS_IN_LOOP)
        node->flags |= NODE_LOOP;
    if ((call->runs == RUNS_IN_THREAD || call->role == ROLE_TO_THREAD) && !(node->flags & NODE_ASYNC))
        node->flags |= NODE_THREAD;
}

/* The definition under the decorators at a site, or 0. */
static uint32_t decorated_def(const Build *build, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(build->program, site);
    const Value *value = program_value(build->program, site);
    while (value->kind == VALUE_DECORATED)
        value = &file->facts.values[file->facts.operands[value->first].value];
    return value->kind == VALUE_DEFINITION ? file->first_def + value->base : 0;
}

static bool has_closed_operands(const Build *build, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(build->program, site);
    const Value *value = program_value(build->program, site);
    for (uint32_t i = 0; i < value->count; i++)
        if (!program_value_is_closed(build->program, file->first_value + file->facts.operands[value->first + i].value))
            return false;
    return true;
}

/* Whether nothing else may run at the site besides, nor Python's own types answer: as its callee, or as the argument
 * that is handed over. */
static bool is_closed(const Build *build, const ResolvedCall *call)
{
    const Value *value = program_value(build->program, call->site);
    if (call->target && !call->argument && (call->reach == REACH_IMPLICIT || call->reach == REACH_AWAITED) &&
        !program_is_resolved(program_file_of_value(build->program, call->site)) &&
        !program_runs_always(build->program, call))
        return false;
    if (((call->reach == REACH_IMPLICIT && !call->argument) || call->reach == REACH_AWAITED) &&
        (value->kind == VALUE_CALL || !value->base)) /* str(x), f"{x}" */
        return has_closed_operands(build, call->site);
    if (call->reach == REACH_CALL && program_calls_passed(build->program, call->site))
        return false;
    if (call->reach != REACH_HANDED || value->kind != VALUE_CALL)
        return program_site_is_closed(build->program, call->site);
    if (!call->argument || call->argument > value->count)
        return true; /* what is called, or the receiver: is_wrapped_or_called() */
    const ProgramFile *file = program_file_of_value(build->program, call->site);
    uint32_t argument = file->facts.operands[value->first + call->argument - 1].value;
    return program_value_is_closed(build->program, file->first_value + argument);
}

/* Whether a method is one that Python calls by itself; no private one. */
static bool is_special(const GraphNode *node)
{
    size_t length = strlen(node->name);
    return length > 4 && strncmp(node->name, "__", 2) == 0 && strcmp(node->name + length - 2, "__") == 0;
}

/* The last part of a qualified name, or 0 when no file has it as a name. */
static uint32_t last_name(const Build *build, uint32_t qualified)
{
    const char *text = build_text(build, qualified), *dot = strrchr(text, '.');
    return dot ? names_find(program_names(build->program), dot + 1, strlen(dot + 1)) : qualified;
}

/* Whether what is called is an object by its `__call__`, and not a class by that of its metaclass. */
static bool calls_object(const Build *build, const ResolvedCall *call)
{
    if (!call->target)
        return call->reach == REACH_CALL && build->called[call->name] & CALLED_DOUBLE;
    return call->reach != REACH_IMPLICIT && strcmp(build->nodes[call->target]->name, "__call__") == 0 &&
           !program_is_of_metaclass(build->program, call->target);
}

/* Whether a class is called at a site, or something outside that may be one. */
static bool calls_class(const Build *build, const Arrow *arrows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!arrows[i].call->target || build->nodes[arrows[i].call->target]->kind == NODE_CLASS)
            return true;
    return false;
}

/* Targets of one site compete with each other; the methods that creating a class (`creates`) or a `with` runs don't, nor do
 * arguments that are handed over. */
static uint64_t rivals_of(const Build *build, const ResolvedCall *call, bool creates)
{
    if ((call->reach != REACH_CALL || creates) && (call->reach != REACH_HANDED || call->role == ROLE_NONE) &&
        !calls_object(build, call)) {
        uint32_t name = call->target ? build_name_of_def(build, call->target) : last_name(build, call->name);
        if (strncmp(build_text(build, name), "__", 2) == 0)
            return 1ull << 63 | (uint64_t)call->argument << 32 | name;
    }
    return (uint64_t)call->reach << 32 | call->argument;
}

static EdgeKind judge_kind(const Build *build, const ResolvedCall *call)
{
    const GraphNode *to = call->target ? build->nodes[call->target] : NULL;
    bool by_builtin = call->reach == REACH_HANDED && call->role == ROLE_NONE; /* map(Room, names) */
    if (to && to->kind == NODE_CLASS && (call->reach <= REACH_DECORATE || by_builtin))
        return EDGE_CREATES;
    EdgeKind kind = kind_of_call(build, call);
    bool special = to && to->kind == NODE_METHOD && is_special(to) && strcmp(to->name, "__call__") != 0;
    if (special && call->reach == REACH_CALL && kind == EDGE_AWAIT)
        return EDGE_CALL; /* `await Manager()` does not await __init__ */
    return kind;
}

/* Whether what a call of an external name gives certainly cannot be awaited: the catalog says so, or its declaration.
 * Of a class that the catalog says is given, an instance may still be awaitable, unless it says that of it. */
static bool external_is_plain(const Build *build, uint32_t name)
{
    const CatalogEntry *entries;
    size_t count =
        catalog_find(build->catalog, build_text(build, program_catalog_name(build->program, name)), &entries);
    bool is_class = count && entries[0].flags & CATALOG_CLASS && !(entries[0].flags & CATALOG_SYNC);
    if (count && !is_class && (!entries[0].returns || entries[0].flags & CATALOG_SYNC))
        return entries[0].flags & CATALOG_SYNC;
    return program_builtin_is_plain(build_text(build, name)) || program_external_is_plain(build->program, name);
}

/* Whether awaiting what the call gives fails, if nothing else is called at its place. */
static Failure failure_of(const Build *build, const ResolvedCall *call)
{
    if (!call->target)
        return build->called[call->name] & CALLED_PLAIN ? FAILS_WHOLLY : FAILS_NOT;
    return program_is_of_protocol(build->program, call->target) ? FAILS_NOT : (Failure)build->never[call->target];
}

/* Whether a value may be an instance of a class that has a method itself, and not just in subclasses. */
static bool may_have(const Build *build, uint32_t value, uint32_t method)
{
    size_t count;
    uint32_t owner = program_owner(build->program, method);
    Result *results = program_value_results(build->program, value, &count);
    bool has = !owner;
    for (size_t i = 0; i < count && !has; i++)
        has = results[i].kind == RESULT_CLASS_INSTANCE && program_is_subclass(build->program, results[i].def, owner);
    free(results);
    return has;
}

/* Whether a method is called on something that is not wholly known, and not just of unknown making itself. */
static bool is_of_unknown(const Build *build, const ResolvedCall *call)
{
    const ProgramFile *file = program_file_of_value(build->program, call->site);
    const Value *callee = &file->facts.values[program_value(build->program, call->site)->base];
    uint32_t receiver = file->first_value + callee->base;
    return callee->kind == VALUE_ATTRIBUTE && !program_value_is_closed(build->program, receiver) &&
           (!call->target || may_have(build, receiver, call->target));
}

static bool is_double(const Build *build, const ResolvedCall *call)
{
    return (call->target || build->called[call->name] & CALLED_DOUBLE) && program_call_is_double(build->program, call);
}

static void ask_of_called(Build *build, const ResolvedCall *calls, size_t count)
{
    size_t names = names_count(program_names(build->program));
    uint8_t *called = build->called = memory_zeroed(names, sizeof *called);
    for (size_t i = 0; i < count; i++)
        if (!calls[i].target)
            called[calls[i].name] = CALLED;
#pragma omp parallel for schedule(dynamic, 256) num_threads(build->threads)
    for (size_t name = 0; name < names; name++) {
        if (called[name] && external_is_plain(build, (uint32_t)name))
            called[name] |= CALLED_PLAIN;
        if (called[name] && program_external_is_double(build->program, (uint32_t)name))
            called[name] |= CALLED_DOUBLE;
    }
}

static int compare_sites(const void *left, const void *right)
{
    uint32_t a = ((const Arrow *)left)->call->site, b = ((const Arrow *)right)->call->site;
    return (a > b) - (a < b);
}

static bool is_same_target(const ResolvedCall *a, const ResolvedCall *b)
{
    return a->target == b->target && (a->target || a->name == b->name);
}

/* Whether something is called at the site that does not run the method which a call of the arrow's class runs: then
 * perhaps that is called, and not the class. */
static bool is_sidestepped(const Build *build, const Arrow *arrow, const Arrow *arrows, size_t count)
{
    const ResolvedCall *call = arrow->call;
    if (!(arrow->rivals >> 63) || call->reach == REACH_IMPLICIT || call->reach == REACH_AWAITED || !call->target)
        return false;
    for (size_t i = 0; i < count; i++) {
        const ResolvedCall *other = arrows[i].call;
        if (!(arrows[i].rivals >> 63) && other->reach == call->reach && other->argument == call->argument &&
            !program_has_method(build->program, other->target, build_name_of_def(build, call->target)))
            return true;
    }
    return false;
}

/* Is it what something outside runs that wraps it, and is called: `async_to_sync(f)()`? */
static bool is_wrapped(const Arrow *arrow)
{
    return arrow->call->reach == REACH_HANDED && !arrow->call->argument;
}

/* Whether a site may call what wraps its target, or a function of the tree, for all that is known: then neither is certain,
 * nor what the wrapper awaits. */
static bool is_wrapped_or_called(const Build *build, const Arrow *arrow, const Arrow *arrows, size_t count)
{
    bool wrapped = false, called = false;
    for (size_t i = 0; i < count; i++) {
        wrapped = wrapped || is_wrapped(&arrows[i]);
        called = called || (arrows[i].call->reach == REACH_CALL && arrows[i].call->target && !(arrows[i].rivals >> 63));
    }
    bool concerned = is_wrapped(arrow) || arrow->call->reach == REACH_AWAITED ||
                     (arrow->call->reach == REACH_CALL && arrow->call->target);
    return concerned && wrapped && (called || !program_site_is_closed(build->program, arrow->call->site));
}

/* Whether an operator or a subscript runs the arrow's target, or one that is called otherwise: the special method of one
 * class may be a decorator's wrapper in another. The same of whatever is assigned to somewhere: `Lock.__enter__ = traced`. */
static bool is_replaced(const Build *build, const Arrow *arrow, const Arrow *arrows, size_t count)
{
    ValueKind kind = program_value(build->program, arrow->call->site)->kind;
    bool by_syntax = kind == VALUE_STORE || kind == VALUE_SUBSCRIPT || kind == VALUE_OPERATOR;
    for (size_t i = 0; i < count && arrow->call->reach == REACH_IMPLICIT; i++) {
        if (arrows[i].call->reach != REACH_IMPLICIT || arrows[i].rivals >> 63 == arrow->rivals >> 63)
            continue;
        const Arrow *special = arrow->rivals >> 63 ? arrow : &arrows[i];
        const ResolvedCall *other = arrow->rivals >> 63 ? arrows[i].call : arrow->call;
        bool is_function = other->target && build->nodes[other->target]->kind != NODE_CLASS;
        if (by_syntax || (is_function && special->call->argument == other->argument &&
                          program_is_stored(build->program, (uint32_t)special->rivals)))
            return true;
    }
    return false;
}

/* Whether what is called there is a guess, while something else is known to be called. */
static bool is_outguessed(const Build *build, const Arrow *arrow, const Arrow *arrows, size_t count)
{
    if (arrow->call->target || count < 2 || !program_is_guess(build->program, arrow->call))
        return false;
    for (size_t i = 0; i < count; i++)
        if (arrows[i].rivals == arrow->rivals && !is_same_target(arrows[i].call, arrow->call) &&
            (arrows[i].call->target || !program_is_guess(build->program, arrows[i].call)))
            return true;
    return false;
}

/* Whether what a call calls is a made-up attribute, of which only the annotation of `__getattr__` tells: one for all names. */
static bool is_made_up(const Build *build, const ResolvedCall *call)
{
    const Names *names = program_names(build->program);
    const ProgramFile *file = program_file_of_value(build->program, call->site);
    const Value *callee = &file->facts.values[program_value(build->program, call->site)->base];
    uint32_t getattr = names_find(names, "__getattr__", strlen("__getattr__"));
    if (callee->kind != VALUE_ATTRIBUTE || !getattr || !calls_object(build, call))
        return false;
    size_t count;
    bool made_up = false;
    uint32_t name = file->names[callee->name];
    Result *results = program_value_results(build->program, file->first_value + callee->base, &count);
    for (size_t i = 0; i < count && !made_up; i++)
        made_up = results[i].kind == RESULT_CLASS_INSTANCE &&
                  !program_has_method(build->program, results[i].def, name) &&
                  program_method_of(build->program, results[i].def, getattr);
    free(results);
    return made_up;
}

/* What annotations say of awaiting a call. */
typedef enum {
    OPINION_NONE,
    OPINION_WORKS, /* a class that the receiver may be of has such a method that may give something to be awaited */
    OPINION_FAILS  /* those of all its classes do not */
} Opinion;

static Opinion opinion_of_classes(const Build *build, const Result *receivers, size_t count, uint32_t method)
{
    Opinion opinion = OPINION_NONE;
    for (size_t i = 0; i < count; i++) {
        if (receivers[i].none)
            continue;
        if (receivers[i].kind != RESULT_CLASS_INSTANCE || !program_method_of(build->program, receivers[i].def, method))
            return OPINION_NONE;
        if (!build_method_fails(build, &receivers[i], method))
            return OPINION_WORKS;
        opinion = OPINION_FAILS;
    }
    return opinion;
}

/* The same of a method of Python's own types, which is known to give nothing to be awaited. */
static Opinion opinion_of_types(const Result *receivers, size_t count)
{
    Opinion opinion = OPINION_NONE;
    for (size_t i = 0; i < count; i++) {
        if (receivers[i].none)
            continue;
        if (receivers[i].kind != RESULT_PLAIN || receivers[i].def)
            return OPINION_NONE;
        opinion = OPINION_FAILS;
    }
    return opinion;
}

static Opinion opinion_of_annotations(const Build *build, const ResolvedCall *call)
{
    const ProgramFile *file = program_file_of_value(build->program, call->site);
    const Value *callee = &file->facts.values[program_value(build->program, call->site)->base];
    bool of_type = !call->target && program_builtin_is_plain(build_text(build, call->name));
    if ((!call->target && !of_type) || call->reach != REACH_CALL || build->consumers[call->site] != CONSUMER_AWAIT ||
        callee->kind != VALUE_ATTRIBUTE)
        return OPINION_NONE;
    size_t count;
    Result *results = program_annotated_results(build->program, file->first_value + callee->base, &count);
    Opinion opinion = of_type ? opinion_of_types(results, count)
                              : opinion_of_classes(build, results, count, file->names[callee->name]);
    free(results);
    return opinion;
}

/* Whether it is known that awaiting what a call gives works, or may. */
static bool works(const Build *build, const ResolvedCall *call)
{
    const CatalogEntry *entries;
    if (call->target)
        return build->never[call->target] == FAILS_NOT && !program_is_of_protocol(build->program, call->target);
    const char *name = build_text(build, program_catalog_name(build->program, call->name));
    return build->called[call->name] & CALLED_DOUBLE || program_external_is_coroutine(build->program, call->name) ||
           (catalog_find(build->catalog, name, &entries) && entries[0].flags & CATALOG_AWAITABLE);
}

/* Whether something outside the tree is called that is not there: the object is something else, of which nothing is known. */
static bool is_absent(const Build *build, const ResolvedCall *call)
{
    const CatalogEntry *entries;
    const char *name = build_text(build, program_catalog_name(build->program, call->name));
    return !call->target && !(build->called[call->name] & CALLED_PLAIN) &&
           program_external_is_absent(build->program, call->name) && !catalog_find(build->catalog, name, &entries);
}

/* The failure of awaiting anything that may be called at the place: what flows there may be more than annotations allow,
 * but those are not believed against what is known to work. `closed`: nothing else may be called there. */
static Failure failure_at(const Build *build, const Arrow *arrow, const Arrow *arrows, size_t count, bool closed)
{
    bool contradicted = is_double(build, arrow->call);
    Failure failure = contradicted                        ? FAILS_NOT
                      : closed                            ? FAILS_WHOLLY
                      : is_of_unknown(build, arrow->call) ? FAILS_PARTLY
                                                          : FAILS_NOT;
    for (size_t k = 0; k < count; k++) {
        const ResolvedCall *call = arrows[k].call;
        if (arrows[k].rivals != arrow->rivals || is_double(build, call) ||
            is_outguessed(build, &arrows[k], arrows, count))
            continue;
        bool absent = &arrows[k] != arrow && is_absent(build, call);
        Failure of_it = absent ? FAILS_PARTLY : failure_of(build, call);
        contradicted = contradicted || works(build, call);
        failure = of_it < failure ? of_it : failure;
    }
    if (failure == FAILS_WHOLLY || contradicted)
        return failure;
    Opinion opinion = opinion_of_annotations(build, arrow->call);
    return opinion == OPINION_FAILS ? FAILS_PARTLY : opinion == OPINION_WORKS ? FAILS_NOT : failure;
}

static bool is_rivalled(const Build *build, const Arrow *arrow, const Arrow *arrows, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (arrows[k].rivals == arrow->rivals && !is_same_target(arrows[k].call, arrow->call))
            return true;
    return program_is_of_protocol(build->program, arrow->call->target) ||
           program_is_rewritten(build->program, arrow->call->target) || is_sidestepped(build, arrow, arrows, count) ||
           is_replaced(build, arrow, arrows, count) || is_wrapped_or_called(build, arrow, arrows, count);
}

/* Whether somebody tests what a call gives, `if sending: await sending`, or knows what he gets, in a test. */
static bool is_tested(const Build *build, uint32_t site, uint32_t target)
{
    const ProgramFile *file = program_file_of_value(build->program, site);
    if (file->test && target && build->never[target] == FAILS_PARTLY)
        return true;
    uint32_t call = site - file->first_value;
    Body body = program_body(build->program, file->first_def + file->facts.values[call].scope);
    for (uint32_t i = call + 1; i < body.end_value; i++) {
        const Value *value = &file->facts.values[i];
        if (value->kind == VALUE_OPERATOR && program_before_tests(file, value->base) == call)
            return true;
    }
    return false;
}

static void judge_arrow(const Build *build, Arrow *arrow, const Arrow *arrows, size_t count)
{
    const ResolvedCall *call = arrow->call;
    EdgeKind kind = judge_kind(build, call);
    bool closed = is_closed(build, call), possible = !closed || is_rivalled(build, arrow, arrows, count);
    bool awaited = kind == EDGE_AWAIT && call->reach == REACH_CALL;
    Failure failure = awaited ? failure_at(build, arrow, arrows, count, closed) : FAILS_NOT;
    if (failure && (asking_may_guard(build->asking, call->site, call->target) || is_made_up(build, call) ||
                    (failure == FAILS_PARTLY && is_tested(build, call->site, call->target))))
        failure = FAILS_NOT;
    bool handed = build->consumers[call->site] == CONSUMER_HANDED && call->reach == REACH_CALL && kind == EDGE_CALL &&
                  call->target && is_coroutine_call(build, call->site, call->target);
    arrow->kind = (uint8_t)kind;
    arrow->flags = (uint8_t)((possible ? EDGE_POSSIBLE : 0) | (failure == FAILS_WHOLLY ? EDGE_BROKEN : 0));
    arrow->broken = (uint8_t)failure;
    arrow->drawn =
        !handed && !is_outguessed(build, arrow, arrows, count) && !program_hides(build->program, arrow->call);
}

/* Judges the arrows of one site. */
static void judge_site(const Build *build, Arrow *arrows, size_t count)
{
    bool creates = calls_class(build, arrows, count);
    for (size_t i = 0; i < count; i++)
        arrows[i].rivals = rivals_of(build, arrows[i].call, creates);
    for (size_t i = 0; i < count; i++)
        judge_arrow(build, &arrows[i], arrows, count);
}

static bool runs_coroutine(const ResolvedCall *call)
{
    return call->target && (call->reach == REACH_AWAITED || (call->reach == REACH_HANDED && call->role != ROLE_NONE));
}

/* `gather(*[f(), g()])`: the calls in the list only make the coroutines; the edges are those of the hand-over. */
static void drop_kept_coroutines(const Build *build, Arrow *arrows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; runs_coroutine(arrows[i].call) && k < count; k++) {
            const ResolvedCall *made = arrows[k].call;
            if (made->target == arrows[i].call->target && made->reach == REACH_CALL && arrows[k].kind == EDGE_CALL &&
                arrows[k].drawn && build->enclosed[made->site] && is_coroutine_call(build, made->site, made->target))
                arrows[k].drawn = false;
        }
}

static bool is_same_place(const Build *build, const ResolvedCall *a, const ResolvedCall *b)
{
    const Value *left = program_value(build->program, a->site), *right = program_value(build->program, b->site);
    return left->line == right->line && left->column == right->column && left->kind == right->kind;
}

/* Each instantiation of a template has sites of its own for one place, and so has each unit of one file: what is called there
 * competes. */
static void judge_instantiations(const Build *build, Arrow *arrows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (arrows[i].rivals == arrows[k].rivals && arrows[i].call->target != arrows[k].call->target &&
                is_same_place(build, arrows[i].call, arrows[k].call))
                arrows[i].flags |= EDGE_POSSIBLE;
}

/* Judges the arrows of one definition. */
static void judge_arrows(const Build *build, Arrow *arrows, size_t count, bool united)
{
    enum {
        MOST_UNITED = 2000
    };
    if (count > 1)
        qsort(arrows, count, sizeof *arrows, compare_sites);
    for (size_t first = 0, end; first < count; first = end) {
        end = first + 1;
        while (end < count && arrows[end].call->site == arrows[first].call->site)
            end++;
        judge_site(build, &arrows[first], end - first);
    }
    if (united && count <= MOST_UNITED)
        judge_instantiations(build, arrows, count);
    drop_kept_coroutines(build, arrows, count);
}

/* The definition that each call stands in; 0 for those inside of the solver's own steps, and those never made. */
static uint32_t *find_scopes(const Build *build, const ResolvedCall *calls, size_t count)
{
    uint32_t *scopes = memory_alloc((count + 1) * sizeof *scopes);
#pragma omp parallel for num_threads(build->threads)
    for (size_t i = 0; i < count; i++)
        scopes[i] =
            calls[i].site < build->value_count ? program_original(build->program, scope_of(build, calls[i].site)) : 0;
    return scopes;
}

/* Sorts calls by the definition they stand in. */
static Arrows sort_calls(const Build *build, const ResolvedCall *calls, size_t count)
{
    Arrows out = {.arrows = memory_alloc((count + 1) * sizeof *out.arrows),
                  .first = memory_zeroed(build->def_count + 2, sizeof *out.first)};
    uint32_t *scopes = find_scopes(build, calls, count);
    for (size_t i = 0; i < count; i++)
        out.first[scopes[i] + 2]++;
    for (uint32_t def = 0; def < build->def_count; def++)
        out.first[def + 2] += out.first[def + 1];
    for (size_t i = 0; i < count; i++)
        out.arrows[out.first[scopes[i] + 1]++] = (Arrow){.call = &calls[i]};
    free(scopes);
    return out;
}

Arrows build_find_arrows(Build *build)
{
    size_t count;
    const ResolvedCall *calls = program_calls(build->program, &count);
    find_handed_calls(build, calls, count);
    ask_of_called(build, calls, count);
    Arrows out = sort_calls(build, calls, count);
#pragma omp parallel for schedule(dynamic, 64) num_threads(build->threads)
    for (uint32_t def = 1; def < build->def_count; def++)
        judge_arrows(build, &out.arrows[out.first[def]], out.first[def + 1] - out.first[def],
                     program_def(build->program, def)->flags & DEF_TEMPLATE);
    return out;
}

/* Whether what a call runs is a parameter of the function it stands in. */
static bool runs_given(const Build *build, const ResolvedCall *call)
{
    const ProgramFile *file = program_file_of_value(build->program, call->site);
    const Value *site = program_value(build->program, call->site), *values = file->facts.values;
    uint32_t run = site->base;
    if (call->reach == REACH_HANDED)
        run = site->kind == VALUE_CALL && call->argument && call->argument <= site->count
                  ? file->facts.operands[site->first + call->argument - 1].value
                  : 0;
    else if (call->reach != REACH_CALL && call->reach != REACH_AWAITED)
        return false;
    run = program_before_tests(file, run);
    return run && values[run].kind == VALUE_PARAM;
}

void build_add_arrow(const Build *build, uint32_t scope, const Arrow *arrow, EdgeList *out)
{
    const ResolvedCall *call = arrow->call;
    GraphNode *decorates =
        call->role == ROLE_DEPENDS && call->reach == REACH_HANDED ? decorated_by_call(build, call->site) : NULL;
    End from = {.node = decorates ? decorates : build->nodes[scope]};
    End to = build_end(build, call->target, call->name, build_language_of_site(build, call->site));
    GraphSite site = site_of(build, call->site);
    size_t count;
    site.call = 1 + (uint32_t)(call - program_calls(build->program, &count));
    site.broken = arrow->broken;
    if (call->target && program_traits(build->program, call->target) & (TRAIT_SETTER | TRAIT_DELETER))
        site.flags |= SITE_STORES;
    site.flags |= runs_given(build, call) ? SITE_GIVEN : 0;
    site.flags |= build->consumers[call->site] == CONSUMER_LOOP && call->reach == REACH_CALL ? SITE_ITERATED : 0;
    const Step *step = steps_find(&build->steps, call->site, NULL);
    if (!step)
        build_add_edge(out, from, to, (EdgeKind)arrow->kind, arrow->flags, site);
    for (; step; step = steps_find(&build->steps, call->site, step))
        build_add_edge(out, (End){.node = step->node}, to, (EdgeKind)arrow->kind, arrow->flags, site);
    site.call = 0; /* it tells why the decorator runs, and no more */
    site.broken = FAILS_NOT;
    bool maker = to.node && to.node->kind == NODE_METHOD && is_special(to.node) &&
                 strcmp(to.node->name, "__call__") != 0; /* of a class that decorates */
    uint32_t decorated = call->reach == REACH_DECORATE && is_decorated(build, call->site) && !maker
                             ? decorated_def(build, call->site)
                             : 0;
    if (decorated)
        build_add_edge(out, to, (End){.node = build->nodes[decorated]}, EDGE_DECORATES, arrow->flags & EDGE_POSSIBLE,
                       site);
}
