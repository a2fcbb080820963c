/*
 * rule_twin_factory.c - rule twin-factory: a synchronous and an asynchronous factory of one thing, alike in name, and
 * somebody who calls the wrong one for where he stands.
 *
 * Twins that each serve their own side are a good design, and nothing is said of them. Nor where the asynchronous one
 * only passes on what the other gives: then there is no wrong one.
 */
#include "makers.h"
#include "rules.h"

#include "../../extractors/catalog/catalog.h"

#include <string.h>

enum {
    SHOWN = 6 /* callers told one by one */
};

/* Factories of one thing by one name. */
typedef struct {
    const Maker *makers;
    size_t count;
} Twins;

static bool is_async(const Maker *maker)
{
    return maker->factory->flags & NODE_ASYNC;
}

static bool is_function(const GraphNode *node)
{
    return node->kind == NODE_FUNCTION || node->kind == NODE_METHOD;
}

static bool is_member(const Twins *twins, const GraphNode *node)
{
    for (size_t i = 0; i < twins->count; i++)
        if (twins->makers[i].factory == node)
            return true;
    return false;
}

/* Who waits for nothing but calls the other one adds nothing to it. */
static bool only_passes_on(const Twins *twins, const GraphNode *factory)
{
    bool calls = false;
    for (const GraphEdge *edge = factory->out; edge; edge = edge->next_out) {
        if (edge->key.kind == EDGE_AWAIT)
            return false;
        calls = calls || (edge->key.kind == EDGE_CALL && is_member(twins, edge->key.to));
    }
    return calls;
}

/* A call of that factory that blocks its thread, or starts a loop, which fails where one runs. */
static const GraphEdge *find_blocking(const GraphNode *factory)
{
    for (const GraphEdge *edge = factory->out; edge; edge = edge->next_out) {
        bool blocks = edge->key.kind == EDGE_RUN ||
                      (edge->key.to->roles >> ROLE_BLOCKING & 1 && edge->key.to->kind == NODE_EXTERNAL);
        if (blocks && !(edge->flags & EDGE_POSSIBLE))
            return edge;
    }
    return NULL;
}

/* `get_manager` of `aget_manager`, `async_get_manager`, `get_manager_async`. */
static const char *bare_name(const char *name, size_t *length)
{
    static const char *const verbs[] = {"aget_", "acreate_", "amake_", "abuild_", "anew_"};
    static const char *const ends[] = {"_async", "_sync"};
    name += strncmp(name, "async_", 6) == 0 ? 6 : strncmp(name, "sync_", 5) == 0 ? 5 : 0;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strncmp(name, verbs[i], strlen(verbs[i])) == 0)
            name++;
    *length = strlen(name);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (*length > strlen(ends[i]) && strcmp(name + *length - strlen(ends[i]), ends[i]) == 0)
            *length -= strlen(ends[i]);
    return name;
}

/* One of the other colour and, but for the mark of it, of the same name; NULL: there is none. `create_manager` beside
 * `get_manager_async` may be meant to do something else. */
static const GraphNode *find_namesake(const Twins *twins, const GraphNode *factory)
{
    size_t length, other_length;
    const char *name = bare_name(factory->name, &length);
    for (size_t i = 0; i < twins->count; i++) {
        const GraphNode *other = twins->makers[i].factory;
        const char *other_name = bare_name(other->name, &other_length);
        if ((other->flags ^ factory->flags) & NODE_ASYNC && length == other_length &&
            strncmp(name, other_name, length) == 0)
            return other;
    }
    return NULL;
}

/* Whether a factory of the family calls the function, which then is a part of that. */
static bool is_helper(const Twins *twins, const GraphNode *node)
{
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in)
        if (edge->key.kind <= EDGE_AWAIT && is_member(twins, edge->key.from))
            return true;
    return false;
}

/* Whether the call of a factory is the wrong one for its caller: it blocks the loop or misses what the other one does,
 * or starts a loop for what has a synchronous form. Frameworks that inject call either kind as they must. */
static bool is_wrong(const Twins *twins, const GraphEdge *edge)
{
    const GraphNode *from = edge->key.from, *to = edge->key.to;
    if (edge->flags & EDGE_POSSIBLE || from->flags & (NODE_TEST | NODE_THREAD) || !is_function(from) ||
        is_member(twins, from) || is_helper(twins, from))
        return false;
    if (!(from->flags & NODE_ASYNC))
        return to->flags & NODE_ASYNC && edge->key.kind == EDGE_RUN && find_namesake(twins, to);
    if (to->flags & NODE_ASYNC)
        return false;
    return edge->flags & EDGE_BROKEN ||
           (edge->key.kind == EDGE_CALL && (find_namesake(twins, to) || find_blocking(to)));
}

static size_t count_wrong(const Twins *twins, bool async)
{
    size_t count = 0;
    for (size_t i = 0; i < twins->count; i++)
        for (const GraphEdge *edge = twins->makers[i].factory->in; edge; edge = edge->next_in)
            count += is_async(&twins->makers[i]) == async && is_wrong(twins, edge);
    return count;
}

static const GraphNode *find_one(const Twins *twins, bool async)
{
    for (size_t i = 0; i < twins->count; i++)
        if (is_async(&twins->makers[i]) == async)
            return twins->makers[i].factory;
    return NULL;
}

/* The factory of that colour that is called the wrong way; NULL: none is. */
static const GraphNode *find_wronged(const Twins *twins, bool async)
{
    for (size_t i = 0; i < twins->count; i++)
        for (const GraphEdge *edge = twins->makers[i].factory->in; edge; edge = edge->next_in)
            if (is_async(&twins->makers[i]) == async && is_wrong(twins, edge))
                return twins->makers[i].factory;
    return NULL;
}

/* Whether somebody awaits the synchronous one. */
static bool is_awaited(const Twins *twins)
{
    for (size_t i = 0; i < twins->count; i++)
        for (const GraphEdge *edge = twins->makers[i].factory->in; edge; edge = edge->next_in)
            if (edge->flags & EDGE_BROKEN && is_wrong(twins, edge))
                return true;
    return false;
}

/* Whether every asynchronous one does something of its own. */
static bool differ(const Twins *twins)
{
    for (size_t i = 0; i < twins->count; i++)
        if (is_async(&twins->makers[i]) && only_passes_on(twins, twins->makers[i].factory))
            return false;
    return true;
}

static void add_members(RuleContext *context, Finding *finding, const Twins *twins)
{
    for (size_t i = 0; i < twins->count; i++) {
        const GraphNode *factory = twins->makers[i].factory;
        const GraphEdge *blocking = is_async(&twins->makers[i]) ? NULL : find_blocking(factory);
        finding_add_evidence(context->findings, finding, factory->path, factory->line, 0, "%s factory %s",
                             is_async(&twins->makers[i]) ? "asynchronous" : "synchronous", factory->id);
        if (blocking)
            finding_add_evidence(context->findings, finding, blocking->sites->path, blocking->sites->line,
                                 blocking->sites->column, "which blocks here, by %s", blocking->key.to->id);
    }
}

static void add_callers(RuleContext *context, Finding *finding, const Twins *twins, size_t all)
{
    size_t told = 0;
    for (size_t i = 0; i < twins->count; i++)
        for (const GraphEdge *edge = twins->makers[i].factory->in; edge; edge = edge->next_in) {
            if (!is_wrong(twins, edge) || told++ >= SHOWN)
                continue;
            const GraphSite *site = edge->sites;
            const char *how = edge->flags & EDGE_BROKEN            ? "awaited by"
                              : edge->key.from->flags & NODE_ASYNC ? "called by asynchronous"
                                                                   : "run by synchronous";
            if (told == SHOWN && all > SHOWN)
                finding_add_evidence(context->findings, finding, site->path, site->line, site->column,
                                     "%s %s, and by %zu more", how, rule_title(edge->key.from), all - SHOWN);
            else
                finding_add_evidence(context->findings, finding, site->path, site->line, site->column, "%s %s", how,
                                     rule_title(edge->key.from));
        }
}

/* The two that the message is about: one that is called the wrong way, and what should be called instead. */
static void choose_two(const Twins *twins, const GraphNode **sync, const GraphNode **async)
{
    const GraphNode *wronged = find_wronged(twins, false), *started = find_wronged(twins, true);
    const GraphNode *other = find_namesake(twins, wronged ? wronged : started);
    *sync = wronged ? wronged : other ? other : find_one(twins, false);
    *async = !wronged ? started : other ? other : find_one(twins, true);
}

static void report(RuleContext *context, const Twins *twins, size_t blocked, size_t started)
{
    const GraphNode *sync, *async, *product = twins->makers->product;
    choose_two(twins, &sync, &async);
    bool namesakes = strcmp(sync->name, async->name) == 0;
    const char *sync_name = namesakes ? sync->id : sync->name, *async_name = namesakes ? async->id : async->name;
    GraphSite site = {.path = sync->path, .line = sync->line, .column = 1};
    Finding *finding = rule_add(context, &site, sync, async, is_awaited(twins) ? FINDING_CERTAIN : FINDING_LIKELY);
    if (blocked)
        finding_set_message(context->findings, finding,
                            "%s has a synchronous factory, %s(), and an asynchronous one, %s(): %zu asynchronous "
                            "caller%s the synchronous one",
                            product->name, sync_name, async_name, blocked, blocked == 1 ? " uses" : "s use");
    else
        finding_set_message(context->findings, finding,
                            "%s has a synchronous factory, %s(), and an asynchronous one, %s(): %zu synchronous "
                            "caller%s a loop for the asynchronous one",
                            product->name, sync_name, async_name, started, started == 1 ? " starts" : "s start");
    add_members(context, finding, twins);
    add_callers(context, finding, twins, blocked + started);
}

static void judge(RuleContext *context, const Twins *twins)
{
    if (!find_one(twins, false) || !find_one(twins, true) || !differ(twins))
        return;
    size_t blocked = count_wrong(twins, false), started = count_wrong(twins, true);
    if (blocked + started)
        report(context, twins, blocked, started);
}

static bool are_twins(const Maker *a, const Maker *b)
{
    return a->product == b->product && strcmp(a->stem, b->stem) == 0;
}

void rule_twin_factory(RuleContext *context)
{
    UT_array makers;
    makers_find(context->subject.slice, &makers);
    const Maker *first = (const Maker *)utarray_front(&makers);
    size_t count = utarray_len(&makers);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && are_twins(&first[i], &first[end]);)
            end++;
        judge(context, &(Twins){&first[i], end - i});
    }
    utarray_done(&makers);
}
