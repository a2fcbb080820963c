/*
 * await_sync.c - rule await-sync: `await` of a call whose every target is a plain function that gives nothing to be
 * awaited. It fails each time it runs: "object X can't be used in 'await' expression".
 *
 * The graph has judged the calls, see judge_arrow() in graph/build.c; what is left is to tell people. `async with` and
 * `async for` are judged here: all that the value may be is known, and has no such protocol. So is what waits in a function
 * that may not: a syntax error. Other values than calls of the tree: await_value.h.
 */
#include "await_value.h"
#include "lacks.h"
#include "parts.h"
#include "replaced.h"
#include "rules.h"
#include "../../extractors/memory.h"

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
    for (size_t k = 0; name && k < i; k++) {
        const char *earlier = results[k].kind == results[i].kind ? rule_describe(context, &results[k]) : NULL;
        if (earlier && strcmp(name, earlier) == 0)
            return true;
    }
    return false;
}

/* "Manager or OldManager": what a function returns, as far as it has a name. */
static void describe_results(const RuleContext *context, uint32_t def, UT_string *out)
{
    size_t count;
    Result *results = program_results(context->subject.program, def, &count);
    for (size_t i = 0; i < count && count <= RETURNS_SHOWN; i++) {
        bool believed = !(results[i].passed && results[i].kind == RESULT_AWAITABLE); /* it is declared to be none */
        const char *name = believed ? rule_describe(context, &results[i]) : NULL;
        if (name && !is_told(context, results, i))
            utstring_printf(out, "%s%s", utstring_len(out) ? " or " : "", name);
    }
    free(results);
}

/* Adds the lines that return something. */
static void add_returns(RuleContext *context, Finding *finding, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(context->subject.program, def);
    Body body = program_body(context->subject.program, def);
    size_t shown = 0;
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && effect->value && file->first_def + effect->scope == def &&
            shown++ < RETURNS_SHOWN)
            finding_add_evidence(context->findings, finding, file->path, effect->line, 0, "returned here");
    }
}

/* Whether all that a function does is raise, or go on for ever, and that is not there to be implemented. */
static bool never_returns(const RuleContext *context, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(context->subject.program, def);
    Body body = program_body(context->subject.program, def);
    if (program_def(context->subject.program, def)->flags & DEF_ABSTRACT)
        return false;
    for (uint32_t i = body.first_effect; i < body.end_effect; i++)
        if (file->facts.effects[i].kind == EFFECT_RETURN && file->first_def + file->facts.effects[i].scope == def)
            return false;
    return true;
}

static void tell_inner(RuleContext *context, Finding *finding, const GraphNode *target, uint32_t def, bool sometimes)
{
    UT_string results;
    utstring_init(&results);
    describe_results(context, def, &results);
    if (program_traits(context->subject.program, def) & TRAIT_CONTEXT)
        finding_set_message(context->findings, finding,
                            "await of %s(), which gives a context manager: enter it instead", rule_title(target));
    else if (target->flags & NODE_GENERATOR)
        finding_set_message(context->findings, finding, "await of %s(), a generator function", rule_title(target));
    else if (never_returns(context, def))
        finding_set_message(context->findings, finding, "await of %s(), a plain function that never returns",
                            rule_title(target));
    else if (sometimes)
        finding_set_message(context->findings, finding,
                            "await of %s(), a plain function that may return something that cannot be awaited",
                            rule_title(target));
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

/* Adds the definitions of what else is called at the place of a call. */
static void add_rivals(RuleContext *context, Finding *finding, const ResolvedCall *call)
{
    const Sites *sites = context->sites;
    for (uint32_t i = sites->by_site[call->site]; i; i = sites->next_of_site[i - 1]) {
        const ResolvedCall *rival = &sites->calls[i - 1];
        if (rival->reach == REACH_CALL && rival->target && rival->target != call->target &&
            !program_call_is_double(context->subject.program, rival))
            rule_add_definition(context, finding, rule_node(context, rival->target));
    }
}

/* Whether a test calls there what tests put something else in the place of. */
static bool is_replaced(const RuleContext *context, const Replaced *replaced, const ResolvedCall *call)
{
    const ProgramFile *file = program_file_of_value(context->subject.program, call->site);
    return file->test && call->target && replaced_at(replaced, call->site, call->target);
}

/* Whether a function is a coroutine function as it stands. */
static bool is_coroutine_function(const Program *program, uint32_t def)
{
    return program_def(program, def)->flags & DEF_ASYNC && !(program_def(program, def)->flags & DEF_GENERATOR) &&
           !(program_traits(program, def) & (TRAIT_CONTEXT | TRAIT_OPAQUE));
}

/* Whether awaiting the method of that name of what an annotation names works. */
static bool works_on(const RuleContext *context, const Result *annotated, const char *method)
{
    const Program *program = context->subject.program;
    if (annotated->kind == RESULT_CLASS_INSTANCE) {
        uint32_t name = names_find(program_names(program), method, strlen(method));
        uint32_t found = name ? rule_find_member(context, annotated->def, name) : 0;
        return found && is_coroutine_function(program, found);
    }
    if (annotated->kind != RESULT_EXTERNAL)
        return false;
    UT_string text;
    const CatalogEntry *entries;
    const char *class_name = names_text(program_names(program), program_catalog_name(program, annotated->name));
    utstring_init(&text);
    utstring_printf(&text, "%s.%s", class_name, method);
    bool works =
        catalog_find(context->subject.catalog, utstring_body(&text), &entries) && entries[0].flags & CATALOG_AWAITABLE;
    utstring_done(&text);
    return works;
}

/* Whether an annotation says that the object whose method is awaited is of another class, and there it works: one of the
 * two is wrong. */
static bool is_contradicted(const RuleContext *context, uint32_t call)
{
    const Program *program = context->subject.program;
    const ProgramFile *file = program_file_of_value(program, call);
    const Value *callee = &file->facts.values[program_value(program, call)->base];
    if (callee->kind != VALUE_ATTRIBUTE)
        return false;
    size_t count;
    bool contradicted = false;
    Result *results = program_annotated_results(program, file->first_value + callee->base, &count);
    for (size_t i = 0; i < count; i++)
        contradicted = contradicted || works_on(context, &results[i], facts_name(&file->facts, callee->name));
    free(results);
    return contradicted;
}

/* Whether a method stores a parameter under a name, and nobody calls it who may not call others as well, if at all. */
static bool is_set_by_chance(const RuleContext *context, uint32_t method, uint32_t name)
{
    const Sites *sites = context->sites;
    const ProgramFile *file = program_file_of_def(context->subject.program, method);
    Body body = program_body(context->subject.program, method);
    bool stores = false, sure = false;
    for (uint32_t i = body.first_effect; i < body.end_effect && !stores; i++) {
        const Effect *effect = &file->facts.effects[i];
        stores = effect->kind == EFFECT_SET_ATTRIBUTE && file->first_def + effect->scope == method &&
                 file->names[effect->name] == name && file->facts.values[effect->value].kind == VALUE_PARAM;
    }
    for (uint32_t i = sites->by_target[method]; stores && i && !sure; i = sites->next_of_target[i - 1])
        sure = sites_only_call(sites, sites->calls[i - 1].site);
    return stores && !sure;
}

/* `self.handler()`, where the only methods of the class that store a handler may as well be those of others that are called
 * where one is handed over. */
static bool is_strayed(const RuleContext *context, const ResolvedCall *call)
{
    const Program *program = context->subject.program;
    const ProgramFile *file = program_file_of_value(program, call->site);
    const Value *site = program_value(program, call->site);
    const Value *callee = &file->facts.values[program_before_tests(file, site->base)];
    uint32_t owner = program_owner(program, file->first_def + site->scope);
    if (callee->kind != VALUE_ATTRIBUTE || !owner || !rule_is_handed(context, call))
        return false;
    const ProgramFile *home = program_file_of_def(program, owner);
    for (uint32_t def = owner - home->first_def + 1; def < home->facts.defs_count; def++)
        if (home->first_def + home->facts.defs[def].parent == owner &&
            is_set_by_chance(context, home->first_def + def, file->names[callee->name]))
            return true;
    return false;
}

/* A place has one finding, whatever is called there. `told`: by value, which have theirs. */
static void report(RuleContext *context, const Replaced *replaced, const GraphEdge *edge, const GraphSite *site,
                   bool *told)
{
    size_t count;
    const ResolvedCall *calls = program_calls(context->subject.program, &count);
    const ResolvedCall *call = &calls[site->call - 1];
    uint32_t def = call->target;
    if (told[call->site] || is_replaced(context, replaced, call) || is_strayed(context, call) ||
        part_excuses(context, call->site, MISTAKE_AWAIT))
        return;
    told[call->site] = true;
    bool partly = site->broken == FAILS_PARTLY, closed = program_site_is_closed(context->subject.program, call->site);
    bool abstract = def && program_def(context->subject.program, def)->flags & DEF_ABSTRACT;
    bool contradicted = is_contradicted(context, call->site);
    bool unsure = abstract || partly || contradicted || rule_is_handed(context, call);
    Finding *finding = rule_add(context, site, edge->key.from, edge->key.to, unsure ? FINDING_LIKELY : FINDING_CERTAIN);
    if (def)
        tell_inner(context, finding, edge->key.to, def,
                   partly && closed && !abstract && !(edge->key.to->flags & NODE_NEVER_AWAITABLE));
    else
        finding_set_message(context->findings, finding, "await of %s(), which gives nothing to be awaited",
                            rule_outside_title(edge->key.to->id));
    if (!closed)
        finding_add_evidence(context->findings, finding, site->path, site->line, site->column,
                             "what else may be called here is not known");
    if (contradicted)
        finding_add_evidence(context->findings, finding, site->path, site->line, site->column,
                             "by its annotation it is of another class, whose method can be awaited");
    add_rivals(context, finding, call);
    rule_add_way(context, finding, site->call);
}

/* --- async with, async for --- */

/* What a statement asks for. */
typedef struct {
    const char *statement, *method;
    bool enters;
} Asked;

static const Asked asked_by_with = {"async with", "__aenter__", true};
static const Asked asked_by_for = {"async for", "__aiter__", false};

/* A generator, or what a @contextmanager function gives. */
static bool function_lacks(const RuleContext *context, uint32_t def, const Asked *asked)
{
    bool is_async = program_def(context->subject.program, def)->flags & DEF_ASYNC;
    bool enters = program_traits(context->subject.program, def) & TRAIT_CONTEXT;
    return !is_async || enters != asked->enters;
}

static bool result_lacks(const RuleContext *context, const Result *result, const Asked *asked)
{
    const Names *names = program_names(context->subject.program);
    if (result->kind == RESULT_CLASS_INSTANCE)
        return instance_lacks(context, result, names_find(names, asked->method, strlen(asked->method)));
    return result->kind == RESULT_PLAIN && result->def && function_lacks(context, result->def, asked);
}

static void report_protocol(RuleContext *context, uint32_t value, const Result *result, const Asked *asked)
{
    const GraphNode *target = rule_node(context, result->def);
    Finding *finding = rule_add_at_value(context, value, target, FINDING_CERTAIN);
    bool instance = result->kind == RESULT_CLASS_INSTANCE;
    finding_set_message(context->findings, finding, "%s on %s%s, which has no %s", asked->statement, rule_title(target),
                        instance ? "" : "()", asked->method);
    rule_add_definition(context, finding, target);
}

static void judge_protocol(RuleContext *context, const ProgramFile *file, uint32_t number, const Asked *asked)
{
    size_t count;
    uint32_t base = file->first_value + file->facts.values[number].base;
    Result *results = program_value_results(context->subject.program, base, &count);
    bool lacks = count;
    for (size_t i = 0; i < count && lacks; i++)
        lacks = result_lacks(context, &results[i], asked);
    if (lacks && !part_excuses(context, file->first_value + number, MISTAKE_AWAIT))
        report_protocol(context, file->first_value + number, &results[0], asked);
    free(results);
}

/* --- await where nothing can be awaited --- */

/* The statement by which a value waits, or NULL. */
static const char *statement_of(const Value *value)
{
    return value->kind == VALUE_AWAIT                      ? "await"
           : value->kind == VALUE_ENTER && value->detail   ? asked_by_with.statement
           : value->kind == VALUE_ELEMENT && value->detail ? asked_by_for.statement
                                                           : NULL;
}

static bool is_plain_function(const Def *def)
{
    return (def->kind == DEF_FUNCTION || def->kind == DEF_LAMBDA) && !(def->flags & DEF_ASYNC);
}

static uint64_t start_of(const Value *value)
{
    return (uint64_t)value->line << 32 | value->column;
}

static void report_outside(RuleContext *context, const ProgramFile *file, uint32_t number, const char *statement)
{
    uint32_t scope = file->first_def + file->facts.values[number].scope;
    Finding *finding = rule_add_at_value(context, file->first_value + number, NULL, FINDING_CERTAIN);
    finding_set_message(context->findings, finding, "%s in %s(), which is not asynchronous: a syntax error", statement,
                        rule_title(rule_node(context, scope)));
    rule_add_definition(context, finding, rule_node(context, scope));
}

/* Plain functions may not wait, but in generator expressions. Those have their values before themselves, and begin before
 * them: read backwards, an earlier start is that of one around. `told`: of what values call there is a finding. */
static void judge_plain_functions(RuleContext *context, const ProgramFile *file, const bool *told)
{
    uint64_t *generators =
        memory_zeroed(file->facts.defs_count + 1, sizeof *generators); /* start of the first; 0: none */
    for (uint32_t v = file->facts.values_count; v-- > 1;) {
        const Value *value = &file->facts.values[v];
        const char *statement = statement_of(value);
        uint64_t *first = &generators[value->scope];
        if (value->kind == VALUE_COMPREHENSION && value->detail == CONTAINER_GENERATOR)
            *first = *first && *first < start_of(value) ? *first : start_of(value);
        else if (statement && is_plain_function(&file->facts.defs[value->scope]) &&
                 (!*first || start_of(value) < *first) && !told[file->first_value + value->base])
            report_outside(context, file, v, statement);
    }
    free(generators);
}

static void judge_file(RuleContext *context, const ProgramFile *file)
{
    for (uint32_t i = 1; file->image && i < file->facts.values_count; i++) {
        const Value *value = &file->facts.values[i];
        if (!value->scope) /* nobody runs it */
            continue;
        if (value->kind == VALUE_ENTER && value->detail)
            judge_protocol(context, file, i, &asked_by_with);
        else if (value->kind == VALUE_ELEMENT && value->detail)
            judge_protocol(context, file, i, &asked_by_for);
        else if (value->kind == VALUE_AWAIT)
            await_value_judge(context, file, i);
    }
}

void rule_await_sync(RuleContext *context)
{
    size_t count;
    const ProgramFile *files = program_files(context->subject.program, &count);
    bool *told = memory_zeroed(program_value_count(context->subject.program) + 1, sizeof *told);
    Replaced *replaced = replaced_new(context);
    for (const GraphEdge *edge = context->subject.graph->edges, *end = edge + context->subject.graph->edge_count;
         edge < end; edge++)
        for (const GraphSite *site = edge->key.kind == EDGE_AWAIT ? edge->sites : NULL; site; site = site->next)
            if (site->broken != FAILS_NOT)
                report(context, replaced, edge, site, told);
    replaced_free(replaced);
    for (size_t i = 0; i < count; i++) {
        judge_file(context, &files[i]);
        if (files[i].image)
            judge_plain_functions(context, &files[i], told);
    }
    free(told);
}
