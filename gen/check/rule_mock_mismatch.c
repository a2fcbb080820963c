/*
 * rule_mock_mismatch.c - rule mock-mismatch: a test replaces a plain function by an AsyncMock, or an asynchronous one by
 * a Mock. The test then runs code that awaits where production must not, or the other way round.
 *
 * What patch() makes by itself is right, and so is what follows a specification. The function that is replaced must be
 * one that we know.
 */
#include "replaced.h"
#include "arguments.h"
#include "fate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST = 256 /* name of a method of a mock's class */
};

typedef struct {
    RuleContext *context;
    const Replaced *replaced;
    Fates fates;
    bool has_fates; /* they cost a look at all values: made when they are first asked for */
} Search;

typedef enum {
    MOCK_NONE,
    MOCK_ASYNC,
    MOCK_PLAIN
} MockKind;

/* Whether a class of doubles makes what has to be awaited when it is called, or what cannot be. */
static MockKind kind_of_class(const RuleContext *context, const char *name)
{
    char method[LONGEST];
    const CatalogEntry *entries;
    const Catalog *catalog = context->subject.catalog;
    if (!*name || !catalog_find(catalog, name, &entries) || !(entries[0].flags & CATALOG_DOUBLE))
        return MOCK_NONE;
    bool plain = entries[0].flags & CATALOG_SYNC;
    snprintf(method, sizeof method, "%s.__call__", name);
    if (catalog_find(catalog, method, &entries))
        return entries[0].flags & CATALOG_AWAITABLE ? MOCK_ASYNC : MOCK_PLAIN;
    return plain ? MOCK_PLAIN : MOCK_NONE;
}

/* Whether the keywords of a call give a mock a nature of its own. */
static bool is_specified(const Facts *facts, const Value *call)
{
    static const char *const names[] = {"spec", "spec_set", "autospec", "wraps", "side_effect"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (arguments_keyword(facts, call, names[i]))
            return true;
    return false;
}

/* Whether the mock returns something that nobody can await. */
static bool returns_plain(const Facts *facts, const Value *call)
{
    uint32_t result = arguments_keyword(facts, call, "return_value");
    const Value *value = &facts->values[result];
    return result && (value->kind == VALUE_CONSTANT || value->kind == VALUE_CONTAINER);
}

/* What kind of mock is put there, and of which class. */
static MockKind mock_of(const RuleContext *context, const Replaced *replaced, const Replacement *replacement,
                        const char **class_name)
{
    const Facts *facts = &replacement->file->facts;
    const Value *settings = &facts->values[replacement->settings];
    *class_name = "";
    if (replacement->callable) {
        *class_name = replaced_external(replaced, replacement->file, replacement->callable);
    } else if (replacement->mock && facts->values[replacement->mock].kind == VALUE_CALL) {
        *class_name = replaced_called(replaced, replacement->file, replacement->mock);
        settings = &facts->values[replacement->mock];
    }
    MockKind kind = kind_of_class(context, *class_name);
    if (!kind || arguments_spread(facts, settings) || (kind == MOCK_PLAIN && !returns_plain(facts, settings)))
        return MOCK_NONE;
    return is_specified(facts, settings) ? MOCK_NONE : kind;
}

/* Whether some method below it is of the other nature. */
static bool has_other_override(const GraphNode *node, uint32_t is_async)
{
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in)
        if (edge->key.kind == EDGE_OVERRIDES &&
            ((edge->key.from->flags & NODE_ASYNC) != is_async || has_other_override(edge->key.from, is_async)))
            return true;
    return false;
}

/* Whether production awaits what the function gives, or hands it to a loop that does; or does so with the method that it
 * overrides, which stands for it. */
static bool is_awaited_in_production(const GraphNode *node)
{
    enum {
        AWAITS = 1 << EDGE_AWAIT | 1 << EDGE_SPAWN | 1 << EDGE_RUN | 1 << EDGE_FROM_THREAD
    };
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in)
        if (1 << edge->key.kind & AWAITS && !(edge->key.from->flags & NODE_TEST))
            return true;
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        if (edge->key.kind == EDGE_OVERRIDES && is_awaited_in_production(edge->key.to))
            return true;
    return false;
}

/* Whether a caller takes what a function gives for something that a coroutine is not, or drops it. */
static bool takes_for_plain(Search *search, const ResolvedCall *call)
{
    Fate fate = fates_find(&search->fates, call->site);
    bool dropped = !fate.count && program_value(search->context->subject.program, call->site)->flags & VALUE_DISCARDED;
    return !fate.awaited && (dropped || fate.kind > USE_DECLARED);
}

/* The first call of a function whose result is unknown, by production, if all of its callers take that for something that no
 * coroutine is; or NULL. */
static const ResolvedCall *find_plain_caller(Search *search, uint32_t def)
{
    const Program *program = search->context->subject.program;
    const Sites *sites = search->context->sites;
    const ResolvedCall *first = NULL;
    if (!search->has_fates)
        fates_init(&search->fates, search->context);
    search->has_fates = true;
    for (uint32_t i = sites->by_target[def]; i; i = sites->next_of_target[i - 1]) {
        const ResolvedCall *call = &sites->calls[i - 1];
        if (call->site >= program_value_count(program) || call->reach != REACH_CALL)
            return NULL;
        if (program_file_of_value(program, call->site)->test)
            continue;
        if (!takes_for_plain(search, call))
            return NULL;
        first = first ? first : call;
    }
    return first;
}

/* Whether it is known at all which nature a function has: what is replaced is one, and all that overrides it is of the same. */
static bool is_known_function(const RuleContext *context, uint32_t def)
{
    enum {
        DOUBT = TRAIT_PROPERTY | TRAIT_SETTER | TRAIT_DELETER | TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_OVERLOAD |
                TRAIT_DISPATCH
    };
    const GraphNode *node = rule_node(context, def);
    return program_def(context->subject.program, def)->kind == DEF_FUNCTION && !(node->flags & NODE_TEST) &&
           !(program_traits(context->subject.program, def) & DOUBT) &&
           !has_other_override(node, node->flags & NODE_ASYNC);
}

/* Whether a mock of that kind does not fit. `caller`: who shows it, where the function itself does not tell; or NULL. */
static bool is_mismatch(Search *search, uint32_t def, MockKind kind, const ResolvedCall **caller)
{
    const RuleContext *context = search->context;
    const GraphNode *node = rule_node(context, def);
    *caller = NULL;
    if (!is_known_function(context, def))
        return false;
    if (kind == MOCK_ASYNC) {
        bool unknown = !(node->flags & (NODE_NEVER_AWAITABLE | NODE_ASYNC | NODE_GENERATOR));
        *caller = unknown ? find_plain_caller(search, def) : NULL;
        return node->flags & NODE_NEVER_AWAITABLE || *caller;
    }
    return node->flags & NODE_ASYNC && !(node->flags & (NODE_GENERATOR | NODE_CONTEXT)) &&
           !(program_traits(context->subject.program, def) & TRAIT_CONTEXT) && is_awaited_in_production(node);
}

static void tell_caller(RuleContext *context, Finding *finding, const ResolvedCall *caller)
{
    const Value *call = program_value(context->subject.program, caller->site);
    finding_add_evidence(context->findings, finding,
                         program_file_of_value(context->subject.program, caller->site)->path, call->line, call->column,
                         "called here, and not awaited");
}

static void judge(Search *search, const Replacement *replacement)
{
    const char *class_name;
    const ResolvedCall *caller;
    RuleContext *context = search->context;
    MockKind kind = replacement->def ? mock_of(context, search->replaced, replacement, &class_name) : MOCK_NONE;
    if (!kind || !is_mismatch(search, replacement->def, kind, &caller))
        return;
    const GraphNode *target = rule_node(context, replacement->def);
    const GraphNode *scope = rule_scope(context, replacement->file->first_value + replacement->settings);
    GraphSite site = {.path = replacement->file->path, .line = replacement->line, .column = replacement->column};
    Finding *finding = rule_add(context, &site, scope, target, caller ? FINDING_LIKELY : FINDING_CERTAIN);
    bool enters = program_traits(context->subject.program, replacement->def) & TRAIT_CONTEXT;
    const char *dot = strrchr(class_name, '.');
    finding_set_message(context->findings, finding, "%s replaces %s(), %s", dot ? dot + 1 : class_name,
                        rule_title(target),
                        kind == MOCK_PLAIN ? "a coroutine function that is awaited"
                        : caller           ? "a plain function that nobody awaits"
                        : enters           ? "which gives a context manager to be entered"
                                           : "a plain function that gives nothing to be awaited");
    rule_add_definition(context, finding, target);
    if (caller)
        tell_caller(context, finding, caller);
}

void rule_mock_mismatch(RuleContext *context)
{
    size_t count;
    Replaced *replaced = replaced_new(context);
    const Replacement *all = replaced_all(replaced, &count);
    Search search = {.context = context, .replaced = replaced};
    for (size_t i = 0; i < count; i++)
        judge(&search, &all[i]);
    if (search.has_fates)
        fates_deinit(&search.fates);
    replaced_free(replaced);
}
