/*
 * await_sync.c - rule await-sync: `await` of a call whose every target is a plain function that gives nothing to be
 * awaited. It fails each time it runs: "object X can't be used in 'await' expression".
 *
 * The graph has judged the calls, see judge_arrow() in graph/build.c; what is left is to tell people.
 */
#include "rules.h"

#include <stdlib.h>
#include <string.h>
#include <utstring.h>

enum {
    RETURNS_SHOWN = 3
};

/* Whether an earlier result has the same name: instances of a class exactly and of maybe a subclass do. */
static bool is_told(const RuleContext *context, const Result *results, size_t i)
{
    const char *name = rule_describe(context, &results[i]);
    for (size_t k = 0; name && k < i; k++)
        if (results[k].kind == results[i].kind && strcmp(name, rule_describe(context, &results[k])) == 0)
            return true;
    return false;
}

/* "app.Manager or a plain value": what a function returns, when some of it has a name. */
static void describe_results(const RuleContext *context, uint32_t def, UT_string *out)
{
    size_t count;
    Result *results = program_results(context->subject.program, def, &count);
    bool others = false;
    for (size_t i = 0; i < count && count <= RETURNS_SHOWN; i++) {
        const char *name = rule_describe(context, &results[i]);
        others = others || !name;
        if (name && !is_told(context, results, i))
            utstring_printf(out, "%s%s", utstring_len(out) ? " or " : "", name);
    }
    if (others && utstring_len(out))
        utstring_printf(out, " or a plain value");
    free(results);
}

/* Adds the lines that return something. */
static void add_returns(RuleContext *context, Finding *finding, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(context->subject.program, def);
    size_t shown = 0;
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && effect->value && file->first_def + effect->scope == def &&
            shown++ < RETURNS_SHOWN)
            finding_add_evidence(context->findings, finding, file->path, effect->line, 0, "returned here");
    }
}

static void tell_inner(RuleContext *context, Finding *finding, const GraphNode *target, uint32_t def)
{
    UT_string results;
    utstring_init(&results);
    describe_results(context, def, &results);
    if (target->flags & NODE_GENERATOR)
        finding_set_message(context->findings, finding, "await of %s(), a generator function", rule_title(target));
    else if (utstring_len(&results))
        finding_set_message(context->findings, finding, "await of %s(), a plain function that returns %s",
                            rule_title(target), utstring_body(&results));
    else
        finding_set_message(context->findings, finding,
                            "await of %s(), a plain function that returns nothing to be awaited", rule_title(target));
    utstring_done(&results);
    rule_add_definition(context, finding, target);
    add_returns(context, finding, def);
}

static void report(RuleContext *context, const GraphEdge *edge, const GraphSite *site)
{
    size_t count;
    const ResolvedCall *calls = program_calls(context->subject.program, &count);
    const ResolvedCall *call = &calls[site->call - 1];
    uint32_t def = call->target;
    FindingCertainty certainty = rule_is_handed(context, call) ? FINDING_LIKELY : FINDING_CERTAIN;
    Finding *finding = rule_add(context, site, edge->key.from, edge->key.to, certainty);
    if (def)
        tell_inner(context, finding, edge->key.to, def);
    else
        finding_set_message(context->findings, finding, "await of %s(), which gives nothing to be awaited",
                            edge->key.to->id);
    rule_add_way(context, finding, site->call);
}

void rule_await_sync(RuleContext *context)
{
    for (const GraphEdge *edge = context->subject.graph->edges; edge; edge = edge->hh.next)
        for (const GraphSite *site = edge->flags & EDGE_BROKEN ? edge->sites : NULL; site; site = site->next)
            if (site->broken)
                report(context, edge, site);
}
