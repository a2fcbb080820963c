/*
 * rule_blocking_call.c - rule blocking-call: what the catalog knows to block its thread is called from a coroutine, by
 * itself or through plain functions, with no thread in between. Nothing else runs in the loop meanwhile.
 *
 * Each blocking place is told once, with the nearest coroutine function that reaches it. Only plain calls count that
 * have a single possible target: what is handed to a thread is no call.
 */
#include "rules.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHAIN_LIMIT = 4 /* plain functions between the coroutine and the call that blocks */
};

/* The way from a coroutine function to what it calls: edges, the coroutine's first. */
typedef struct {
    const GraphEdge *edges[CHAIN_LIMIT];
    size_t count;
    const GraphNode *coroutine; /* NULL: none was found */
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

/* Whether the function asks a socket or a future beforehand, or sets it up not to block. */
static bool asks_before(const ProgramFile *file, uint32_t scope)
{
    static const char *const names[] = {"setblocking", "done"};
    for (uint32_t v = 1; v < file->facts.values_count; v++) {
        const Value *value = &file->facts.values[v];
        if (value->scope != scope || value->kind != VALUE_ATTRIBUTE)
            continue;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strcmp(facts_name(&file->facts, value->name), names[i]) == 0)
                return true;
    }
    return false;
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
    return call->kind == VALUE_CALL && !may_return_at_once(&file->facts, call) && !asks_before(file, call->scope);
}

/* --- the nearest coroutine --- */

static bool is_coroutine(const GraphNode *node)
{
    return node->flags & NODE_ASYNC && !(node->flags & NODE_TEST);
}

/* Whether what calls a node runs in the same thread, as far as that is known. */
static bool is_followed(const GraphEdge *edge)
{
    const GraphNode *from = edge->key.from;
    return edge->key.kind == EDGE_CALL && !(edge->flags & EDGE_POSSIBLE) &&
           (from->kind == NODE_FUNCTION || from->kind == NODE_METHOD) && !(from->flags & (NODE_TEST | NODE_THREAD));
}

/* A way of at most `depth` edges to a node. */
static bool find_chain(const GraphNode *node, size_t depth, Chain *chain)
{
    if (is_coroutine(node)) {
        chain->coroutine = node;
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
static Chain nearest_coroutine(const GraphNode *node)
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
    const char *blocking = edge->key.to->id, *coroutine = rule_title(chain->coroutine);
    if (!chain->count)
        finding_set_message(list, finding, "%s() blocks the event loop: called in coroutine %s()", blocking, coroutine);
    else
        finding_set_message(list, finding, "%s() blocks the event loop: coroutine %s() reaches %s()", blocking,
                            coroutine, rule_title(edge->key.from));
    for (size_t i = 0; i < chain->count; i++) {
        const GraphSite *step = chain->edges[i]->sites;
        finding_add_evidence(list, finding, step->path, step->line, step->column, "%s() calls %s()",
                             rule_title(chain->edges[i]->key.from), rule_title(chain->edges[i]->key.to));
    }
}

static void judge(RuleContext *context, const GraphEdge *edge)
{
    const GraphNode *from = edge->key.from;
    if (from->flags & NODE_THREAD || from->kind == NODE_LAMBDA)
        return;
    Chain chain = nearest_coroutine(from);
    for (const GraphSite *site = chain.coroutine ? edge->sites : NULL; site; site = site->next)
        if (blocks(context, site))
            report(context, edge, site, &chain);
}

void rule_blocking_call(RuleContext *context)
{
    for (const GraphEdge *edge = context->subject.graph->edges; edge; edge = edge->hh.next)
        if (edge->key.kind == EDGE_CALL && !(edge->flags & EDGE_POSSIBLE) && edge->key.to->kind == NODE_EXTERNAL &&
            edge->key.to->roles & 1u << ROLE_BLOCKING)
            judge(context, edge);
}
