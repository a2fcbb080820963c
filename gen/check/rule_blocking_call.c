/*
 * rule_blocking_call.c - rule blocking-call: what the catalog knows to block its thread is called from a coroutine, or from
 * what an event loop calls back, by itself or through plain functions, with no thread in between. Nothing else runs in the
 * loop meanwhile.
 *
 * Each blocking place is told once, with the nearest coroutine or callback that reaches it. Only plain calls count that
 * have a single possible target: what is handed to a thread is no call.
 */
#include "rules.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHAIN_LIMIT = 4 /* plain functions between the coroutine and the call that blocks */
};

/* The way from what runs in the loop to what it calls: edges, its own first. */
typedef struct {
    const GraphEdge *edges[CHAIN_LIMIT];
    size_t count;
    const GraphNode *start; /* NULL: none was found */
} Chain;

/* --- what does not block --- */

/* What an argument is called by position or keyword when it says whether to wait, and how long. */
static bool is_about_waiting(const Facts *facts, const Operand *operand, bool is_first)
{
    const char *keyword = facts_name(facts, operand->name);
    return operand->name == NAME_NONE ? is_first : strcmp(keyword, "timeout") == 0;
}

/* 0, True, False */
static bool is_no_time(const Facts *facts, const Value *value)
{
    bool is_zero = value->detail == CONSTANT_INTEGER && strcmp(facts_name(facts, value->name), "0") == 0;
    return value->kind == VALUE_CONSTANT && (is_zero || value->detail == CONSTANT_BOOL);
}

/* Whether an argument keeps the call from waiting: `lock.acquire(False)`, `queue.get(block=wait)`, `time.sleep(0)`, an
 * address that need not be looked up. */
static bool may_return_at_once(const Facts *facts, const Value *call)
{
    for (uint32_t i = call->first; i < call->first + call->count; i++) {
        const Operand *operand = &facts->operands[i];
        const Value *value = &facts->values[operand->value];
        const char *keyword = facts_name(facts, operand->name);
        if (strcmp(keyword, "block") == 0 || strcmp(keyword, "blocking") == 0)
            return true;
        if (is_about_waiting(facts, operand, i == call->first) && is_no_time(facts, value))
            return true;
        if (value->kind == VALUE_ATTRIBUTE && strcmp(facts_name(facts, value->name), "AI_NUMERICHOST") == 0)
            return true;
    }
    return false;
}

static bool reads_attribute(const Program *program, const ProgramFile *file, uint32_t scope, const char *name)
{
    Body body = program_body(program, file->first_def + scope);
    for (uint32_t v = body.first_value; v < body.end_value; v++) {
        const Value *value = &file->facts.values[v];
        if (value->scope == scope && value->kind == VALUE_ATTRIBUTE &&
            strcmp(facts_name(&file->facts, value->name), name) == 0)
            return true;
    }
    return false;
}

/* Whether the function asks a future beforehand whether it has its result, or has a socket that does not block: set up
 * so, or one of datagrams, which only waits for what it receives. */
static bool asks_before(const Program *program, const ProgramFile *file, const Value *call)
{
    const char *method = facts_name(&file->facts, file->facts.values[call->base].name);
    if (strcmp(method, "result") == 0 || strcmp(method, "exception") == 0)
        return reads_attribute(program, file, call->scope, "done");
    bool receives = strncmp(method, "recv", strlen("recv")) == 0;
    return reads_attribute(program, file, call->scope, "setblocking") ||
           reads_attribute(program, file, call->scope, "SOCK_NONBLOCK") ||
           (!receives && reads_attribute(program, file, call->scope, "SOCK_DGRAM"));
}

static bool blocks(const RuleContext *context, const GraphSite *site)
{
    size_t count;
    const ResolvedCall *calls = program_calls(context->subject.program, &count);
    if (!site->call)
        return false;
    uint32_t number = calls[site->call - 1].site;
    const ProgramFile *file = program_file_of_value(context->subject.program, number);
    const Value *call = program_value(context->subject.program, number);
    return call->kind == VALUE_CALL && !may_return_at_once(&file->facts, call) &&
           !asks_before(context->subject.program, file, call);
}

/* --- the nearest coroutine or callback --- */

static bool runs_in_loop(const GraphNode *node)
{
    return node->flags & (NODE_ASYNC | NODE_LOOP) && !(node->flags & (NODE_TEST | NODE_THREAD));
}

/* Whether what calls a node runs in the same thread, as far as that is known. */
static bool is_followed(const GraphEdge *edge)
{
    const GraphNode *from = edge->key.from;
    return edge->key.kind == EDGE_CALL && !(edge->flags & EDGE_POSSIBLE) &&
           (from->kind == NODE_FUNCTION || from->kind == NODE_METHOD || from->kind == NODE_CASE) &&
           !(from->flags & (NODE_TEST | NODE_THREAD));
}

/* Of a case, the function that it is a part of. */
static const GraphNode *function_of(const GraphNode *node)
{
    while (node->kind == NODE_CASE && node->in)
        node = node->in->key.from;
    return node;
}

/* A way of at most `depth` edges to a node. */
static bool find_chain(const GraphNode *node, size_t depth, Chain *chain)
{
    node = function_of(node);
    if (runs_in_loop(node)) {
        chain->start = node;
        chain->count = 0;
        return true;
    }
    for (const GraphEdge *edge = depth ? node->in : NULL; edge; edge = edge->next_in)
        if (is_followed(edge) && find_chain(edge->key.from, depth - 1, chain)) {
            chain->edges[chain->count++] = edge;
            return true;
        }
    return false;
}

/* The shortest one: deeper only where there is none. */
static Chain nearest_start(const GraphNode *node)
{
    Chain chain = {0};
    for (size_t depth = 0; depth <= CHAIN_LIMIT; depth++)
        if (find_chain(node, depth, &chain))
            break;
    return chain;
}

/* --- reports --- */

static void report(RuleContext *context, const GraphEdge *edge, const GraphSite *site, const Chain *chain)
{
    Finding *finding = rule_add(context, site, edge->key.from, edge->key.to, FINDING_CERTAIN);
    FindingList *list = context->findings;
    const char *blocking = edge->key.to->id, *start = rule_title(chain->start);
    const char *word = chain->start->flags & NODE_ASYNC ? "coroutine" : "callback";
    if (!chain->count)
        finding_set_message(list, finding, "%s() blocks the event loop: called in %s %s()", blocking, word, start);
    else
        finding_set_message(list, finding, "%s() blocks the event loop: %s %s() reaches %s()", blocking, word, start,
                            rule_title(function_of(edge->key.from)));
    for (size_t i = 0; i < chain->count; i++) {
        const GraphSite *step = chain->edges[i]->sites;
        finding_add_evidence(list, finding, step->path, step->line, step->column, "%s() calls %s()",
                             rule_title(function_of(chain->edges[i]->key.from)), rule_title(chain->edges[i]->key.to));
    }
}

static void judge(RuleContext *context, const GraphEdge *edge)
{
    const GraphNode *from = edge->key.from;
    if (from->flags & NODE_THREAD || (from->kind == NODE_LAMBDA && !(from->flags & NODE_LOOP)))
        return;
    Chain chain = nearest_start(from);
    for (const GraphSite *site = chain.start ? edge->sites : NULL; site; site = site->next)
        if (blocks(context, site))
            report(context, edge, site, &chain);
}

void rule_blocking_call(RuleContext *context)
{
    for (const GraphEdge *edge = context->subject.graph->edges, *end = edge + context->subject.graph->edge_count;
         edge < end; edge++)
        if (edge->key.kind == EDGE_CALL && !(edge->flags & EDGE_POSSIBLE) && edge->key.to->kind == NODE_EXTERNAL &&
            edge->key.to->roles & 1u << ROLE_BLOCKING)
            judge(context, edge);
}
