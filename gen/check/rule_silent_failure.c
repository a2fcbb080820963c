/*
 * rule_silent_failure.c - rule silent-failure: what goes wrong with a connection, and nobody is told. A broad `except`
 * that does nothing, or logs for developers only; a task that is dropped with its exception; gather() that collects
 * exceptions which nobody looks at.
 *
 * Only work on WebSocket traffic counts: to accept, receive, send, authenticate. To close is no work, and cleaning up may
 * fail in silence: handlers in `finally`, in other handlers, and in functions that end something are left alone.
 */
#include "parts.h"
#include "rules.h"

#include "../../extractors/memory.h"
#include "../../extractors/strings.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEPS = 2,          /* calls between a function and the work that it does */
    HANDLER_LINES = 15, /* no handler that keeps silent is longer */
    FAR = UCHAR_MAX
};

typedef struct {
    RuleContext *context;
    const Program *program;
    uint8_t *distance;         /* by index of a node: calls from it to work; FAR: none */
    const GraphNode **targets; /* by value: a callee that does such work, or NULL */
    uint32_t *external;        /* by value: name of what it calls outside the tree */
    const ProgramFile *file;
} Search;

static const Value *value_of(const Search *search, uint32_t value)
{
    return &search->file->facts.values[value];
}

static const char *name_of(const Search *search, uint32_t value)
{
    return facts_name(&search->file->facts, value_of(search, value)->name);
}

/* --- work --- */

static bool is_work(const GraphNode *node)
{
    enum {
        TRAFFIC = 1 << ROLE_ACCEPT | 1 << ROLE_RECEIVE | 1 << ROLE_SEND
    };
    return (node->roles & TRAFFIC && node->flags & NODE_WEBSOCKET) || node->roles & 1 << ROLE_AUTHENTICATE;
}

static void spread(Search *search, const GraphNode *node, uint8_t distance)
{
    if (search->distance[node->index] <= distance)
        return;
    search->distance[node->index] = distance;
    for (const GraphEdge *edge = distance < STEPS ? node->in : NULL; edge; edge = edge->next_in)
        if ((edge->key.kind == EDGE_CALL || edge->key.kind == EDGE_AWAIT) && !(edge->flags & EDGE_POSSIBLE))
            spread(search, edge->key.from, (uint8_t)(distance + 1));
}

static void find_distances(Search *search)
{
    const Graph *graph = search->context->subject.graph;
    search->distance = memory_alloc(graph->node_count + 1);
    memset(search->distance, FAR, graph->node_count + 1);
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next)
        if (is_work(node))
            spread(search, node, 0);
}

static bool is_nearer(const Search *search, const GraphNode *node, const GraphNode *than)
{
    return search->distance[node->index] != FAR &&
           (!than || search->distance[node->index] < search->distance[than->index]);
}

static void find_targets(Search *search)
{
    size_t count;
    uint32_t values = program_value_count(search->program);
    const ResolvedCall *calls = program_calls(search->program, &count);
    search->targets = memory_zeroed(values + 1, sizeof *search->targets);
    search->external = memory_zeroed(values + 1, sizeof *search->external);
    for (size_t i = 0; i < count; i++) {
        const ResolvedCall *call = &calls[i];
        if (call->site >= values || (call->reach != REACH_CALL && call->reach != REACH_AWAITED))
            continue;
        const GraphNode *node = call->target ? rule_node(search->context, call->target)
                                             : graph_find_node(search->context->subject.graph,
                                                               names_text(program_names(search->program), call->name));
        search->external[call->site] = call->target ? 0 : call->name;
        if (node && is_nearer(search, node, search->targets[call->site]))
            search->targets[call->site] = node;
    }
}

/* What awaits any coroutine that it is handed does the work of none: where other coroutines may run, too, that is no work. */
static void drop_doubtful(Search *search)
{
    size_t count;
    const ResolvedCall *calls = program_calls(search->program, &count);
    for (size_t i = 0; i < count; i++)
        if (calls[i].reach == REACH_AWAITED && calls[i].site < program_value_count(search->program) &&
            calls[i].target && search->distance[rule_node(search->context, calls[i].target)->index] == FAR)
            search->targets[calls[i].site] = NULL;
}

/* --- handlers --- */

static bool is_broad_type(const Search *search, uint32_t type)
{
    const Value *value = value_of(search, type);
    if (value->kind == VALUE_GLOBAL)
        return strcmp(name_of(search, type), "Exception") == 0 || strcmp(name_of(search, type), "BaseException") == 0;
    for (uint32_t i = value->first; value->kind == VALUE_CONTAINER && i < value->first + value->count; i++)
        if (is_broad_type(search, search->file->facts.operands[i].value))
            return true;
    return false;
}

/* None, False, 0, "", [] and the like: what says that there is nothing. */
static bool is_default(const Search *search, const Value *value)
{
    if (value->kind == VALUE_CONTAINER)
        return value->count == 0;
    bool is_text = value->detail == CONSTANT_STRING || value->detail == CONSTANT_INTEGER;
    const char *text = facts_name(&search->file->facts, value->name);
    return value->kind == VALUE_CONSTANT && (!is_text || !*text || strcmp(text, "0") == 0);
}

/* Whether the call is a message for developers only, or a part of one. */
static bool is_debug_call(const Search *search, uint32_t call)
{
    uint32_t callee = value_of(search, call)->base;
    const char *name = name_of(search, callee);
    if (value_of(search, callee)->kind == VALUE_ATTRIBUTE)
        return strcmp(name, "debug") == 0;
    return value_of(search, callee)->kind == VALUE_GLOBAL &&
           (strcmp(name, "str") == 0 || strcmp(name, "repr") == 0 || strcmp(name, "type") == 0);
}

/* Whether the values of a handler's body do nothing but say that there is nothing, or log that for developers. */
static bool has_silent_values(const Search *search, const Handler *handler)
{
    for (uint32_t v = handler->first_value; v < handler->end_value; v++) {
        const Value *value = value_of(search, v);
        if (value->kind == VALUE_CONSTANT && value->detail == CONSTANT_ELLIPSIS)
            continue;
        if (value->kind == VALUE_AWAIT || value->kind == VALUE_YIELD || value->kind == VALUE_DEFINITION)
            return false;
        if (value->kind == VALUE_CALL && !is_debug_call(search, v))
            return false;
        if (!(handler->flags & HANDLER_CALLS) && !(handler->flags & HANDLER_RETURNS && is_default(search, value)))
            return false;
    }
    return true;
}

/* The line at which a handler has ended for sure. */
static uint32_t end_line(const Search *search, const Handler *handler)
{
    uint32_t end = handler->line + HANDLER_LINES;
    for (uint32_t i = 1; i < search->file->facts.handlers_count; i++) {
        const Handler *other = &search->file->facts.handlers[i];
        if (other->scope == handler->scope && other->line > handler->line && other->line < end)
            end = other->line;
    }
    return end;
}

/* Whether it keeps something, or returns what is more than nothing. */
static bool has_effects(const Search *search, const Handler *handler)
{
    uint32_t end = end_line(search, handler);
    Body body = program_body(search->program, search->file->first_def + handler->scope);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &search->file->facts.effects[i];
        bool inside = effect->scope == handler->scope && effect->flags & VALUE_IN_HANDLER &&
                      effect->line >= handler->line && effect->line < end;
        if (inside &&
            (effect->kind != EFFECT_RETURN || (effect->value && !is_default(search, value_of(search, effect->value)))))
            return true;
    }
    return false;
}

static bool is_silent(const Search *search, const Handler *handler)
{
    return !(handler->flags & (HANDLER_RAISES | HANDLER_BINDS | HANDLER_BREAKS)) &&
           has_silent_values(search, handler) && !has_effects(search, handler);
}

/* --- what is guarded --- */

/* Whether a function is about the end of something, or asks a question that an answer "no" is fair to. */
static bool may_fail(const char *name)
{
    static const char *const words[] = {"close",  "clean", "shutdown", "disconnect", "stop", "teardown", "exit",
                                        "cancel", "abort", "dispose",  "terminate",  "kill", "__del__",  "is_",
                                        "has_",   "can_",  "verify",   "validate",   "auth", "check",    "ping"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(name, words[i]))
            return true;
    return false;
}

/* The call in the guarded body that is nearest to such work, or 0. */
static uint32_t guarded_work(const Search *search, const Handler *handler)
{
    uint32_t nearest = 0, end = part_end_of_try(&search->file->facts, handler), first = search->file->first_value;
    for (uint32_t v = handler->first_try_value; v < end; v++) {
        const Value *value = value_of(search, v);
        const GraphNode *target = search->targets[first + v];
        bool counts = target && value->scope == handler->scope &&
                      !(value->flags & (VALUE_IN_HANDLER | VALUE_IN_FINALLY | VALUE_AFTER_YIELD));
        if (counts && is_nearer(search, target, nearest ? search->targets[first + nearest] : NULL))
            nearest = v;
    }
    return nearest;
}

static void judge_handler(const Search *search, const Handler *handler)
{
    const GraphNode *scope = rule_node(search->context, search->file->first_def + handler->scope);
    bool broad = handler->flags & HANDLER_BARE || is_broad_type(search, handler->type);
    if (!broad || may_fail(scope->name) || !is_silent(search, handler))
        return;
    uint32_t work = guarded_work(search, handler), first = search->file->first_value;
    if (!work)
        return;
    const GraphNode *target = search->targets[first + work];
    if (target->roles & 1 << ROLE_AUTHENTICATE && handler->flags & HANDLER_RETURNS)
        return; /* the answer is "no" */
    FindingCertainty certainty = search->distance[target->index] || handler->flags & (HANDLER_RETURNS | HANDLER_CALLS)
                                     ? FINDING_LIKELY
                                     : FINDING_CERTAIN;
    GraphSite site = {.path = search->file->path, .line = handler->line, .column = handler->column};
    Finding *finding = rule_add(search->context, &site, scope, target, certainty);
    finding_set_message(search->context->findings, finding, "whatever goes wrong in %s() is swallowed%s",
                        rule_title(target), handler->flags & HANDLER_CALLS ? ", but for a debug message" : "");
    finding_add_evidence(search->context->findings, finding, search->file->path, value_of(search, work)->line,
                         value_of(search, work)->column, "guarded here");
}

/* --- tasks --- */

static const char *external_text(const Search *search, uint32_t value)
{
    uint32_t name = search->external[search->file->first_value + value];
    return name ? names_text(program_names(search->program), name) : "";
}

/* Whether everything that a function calls is guarded: it looks after its exceptions itself. */
static bool guards_itself(const Search *search, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(search->program, def);
    Body body = program_body(search->program, def);
    for (uint32_t v = body.first_value; v < body.end_value; v++) {
        const Value *value = &file->facts.values[v];
        if (value->kind == VALUE_AWAIT && file->first_def + value->scope == def &&
            !(value->flags & (VALUE_GUARDED | VALUE_IN_HANDLER | VALUE_IN_FINALLY)))
            return false;
    }
    return true;
}

/* Whether a call makes a task that its maker must look after; a task group does that itself. */
static bool is_bare_spawn(const Search *search, uint32_t call)
{
    static const char *const names[] = {"asyncio.create_task", "asyncio.ensure_future",
                                        "asyncio.AbstractEventLoop.create_task"};
    const char *name = external_text(search, call);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void judge_spawn(const Search *search, uint32_t call)
{
    const Value *value = value_of(search, call);
    uint32_t argument = value->count ? search->file->facts.operands[value->first].value : 0;
    uint32_t def = argument ? program_coroutine_of(search->program, search->file->first_value + argument) : 0;
    const GraphNode *target = def ? rule_node(search->context, def) : NULL;
    if (!target || search->distance[target->index] == FAR || guards_itself(search, def) || may_fail(target->name))
        return;
    Finding *finding = rule_add_at_value(search->context, search->file->first_value + call, target, FINDING_CERTAIN);
    finding_set_message(search->context->findings, finding,
                        "the task of %s() is dropped: nobody sees its exception, and it may be collected while it runs",
                        rule_title(target));
    rule_add_definition(search->context, finding, target);
}

/* --- gather --- */

static bool collects_exceptions(const Search *search, const Value *call)
{
    for (uint32_t i = call->first; i < call->first + call->count; i++) {
        const Operand *operand = &search->file->facts.operands[i];
        if (operand->name && strcmp(facts_name(&search->file->facts, operand->name), "return_exceptions") == 0)
            return value_of(search, operand->value)->kind == VALUE_CONSTANT;
    }
    return false;
}

/* Whether a function cancels tasks: then it waits for them to end, however they do. */
static bool cancels(const Search *search, uint32_t scope)
{
    Body body = program_body(search->program, search->file->first_def + scope);
    for (uint32_t v = body.first_value; v < body.end_value; v++)
        if (value_of(search, v)->scope == scope && value_of(search, v)->kind == VALUE_ATTRIBUTE &&
            strcmp(name_of(search, v), "cancel") == 0)
            return true;
    return false;
}

/* The function whose coroutine a gathered argument is, by itself or as what a comprehension makes. */
static uint32_t gathered(const Search *search, const Value *call)
{
    for (uint32_t i = call->first; i < call->first + call->count; i++) {
        uint32_t argument = search->file->facts.operands[i].value;
        const Value *value = value_of(search, argument);
        if (value->kind == VALUE_COMPREHENSION)
            argument = value->base;
        uint32_t site = search->file->first_value + argument;
        if (search->targets[site])
            return site;
    }
    return 0;
}

static void judge_gather(const Search *search, uint32_t await)
{
    uint32_t call = value_of(search, await)->base;
    const Value *value = value_of(search, call);
    const GraphNode *scope = rule_scope(search->context, search->file->first_value + await);
    if (value->kind != VALUE_CALL || strcmp(external_text(search, call), "asyncio.gather") != 0 ||
        !collects_exceptions(search, value) || may_fail(scope->name) || cancels(search, value->scope) ||
        value->flags & (VALUE_IN_FINALLY | VALUE_IN_HANDLER | VALUE_AFTER_YIELD))
        return;
    uint32_t site = gathered(search, value);
    const GraphNode *target = site ? search->targets[site] : NULL;
    if (!target)
        return;
    Finding *finding = rule_add_at_value(search->context, search->file->first_value + call, target, FINDING_LIKELY);
    finding_set_message(search->context->findings, finding,
                        "exceptions of %s() are collected by gather(), and nobody looks at them", rule_title(target));
}

/* --- the search --- */

static void search_file(const Search *search)
{
    for (uint32_t i = 1; i < search->file->facts.handlers_count; i++)
        judge_handler(search, &search->file->facts.handlers[i]);
    for (uint32_t v = 1; v < search->file->facts.values_count; v++) {
        const Value *value = value_of(search, v);
        if (!value->scope) /* nobody runs it */
            continue;
        if (value->flags & VALUE_DISCARDED && value->kind == VALUE_AWAIT)
            judge_gather(search, v);
        else if (value->flags & VALUE_DISCARDED && value->kind == VALUE_CALL && is_bare_spawn(search, v))
            judge_spawn(search, v);
    }
}

void rule_silent_failure(RuleContext *context)
{
    size_t count;
    Search search = {.context = context, .program = context->subject.program};
    const ProgramFile *files = program_files(search.program, &count);
    find_distances(&search);
    find_targets(&search);
    drop_doubtful(&search);
    for (size_t i = 0; i < count; i++) {
        search.file = &files[i];
        if (files[i].image)
            search_file(&search);
    }
    free(search.distance);
    free(search.targets);
    free(search.external);
}
