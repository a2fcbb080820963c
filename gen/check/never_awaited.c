/*
 * never_awaited.c - rule never-awaited: a call gives a coroutine, and for sure nothing else, and the code drops it or
 * takes it for its result. Its body never runs.
 *
 * A coroutine is followed where it goes, see fate.h. Nothing is said where it gets out of sight, and where somebody on
 * its way awaits it.
 */
#include "fate.h"
#include "parts.h"
#include "replaced.h"

#include <stdlib.h>
#include <string.h>
#include <utstring.h>

static const char *const use_notes[USE_COUNT] = {
    [USE_CHECKED] = "asked whether it is of another class",
    [USE_PROBED] = "asked for what no coroutine has",
    [USE_TESTED] = "tested, and always true",
    [USE_COMPARED] = "compared",
    [USE_FORMATTED] = "made a text",
    [USE_DECLARED] = "returned as something else",
    [USE_ANSWERED] = "put into an answer",
    [USE_DROPPED] = "dropped",
    [USE_CHANGED] = "assigned an attribute",
    [USE_ITEM] = "asked for an item",
    [USE_OPERATOR] = "used as an operand",
    [USE_CALLED] = "called",
    [USE_ITERATED] = "iterated over",
    [USE_ENTERED] = "entered by `with`",
};

/* --- coroutines --- */

/* Whether some method below it is none: the receiver may be of a subclass that the solver has not seen there. */
static bool has_plain_override(const GraphNode *node)
{
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in)
        if (edge->key.kind == EDGE_OVERRIDES &&
            (!(edge->key.from->flags & NODE_ASYNC) || has_plain_override(edge->key.from)))
            return true;
    return false;
}

/* Whether the object whose method is called is of known classes; `exact`: and of none below them. */
static bool has_known_receiver(const Fates *fates, uint32_t call, bool exact)
{
    const ProgramFile *file = program_file_of_value(fates->program, call);
    const Value *callee = &file->facts.values[program_value(fates->program, call)->base];
    if (callee->kind != VALUE_ATTRIBUTE)
        return false;
    size_t count;
    Result *results = program_value_results(fates->program, file->first_value + callee->base, &count);
    bool known = count;
    for (size_t i = 0; i < count; i++)
        known = known && results[i].kind == RESULT_CLASS_INSTANCE && (results[i].exact || !exact);
    free(results);
    return known;
}

static bool is_coroutine_function(const Fates *fates, uint32_t def, uint32_t call)
{
    const Def *facts = program_def(fates->program, def);
    return facts->flags & DEF_ASYNC && !(facts->flags & (DEF_GENERATOR | DEF_EAGER)) &&
           !(program_traits(fates->program, def) & (TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_CONTEXT)) &&
           (has_known_receiver(fates, call, true) || !has_plain_override(rule_node(fates->context, def)));
}

/* What a call gives, whatever it calls. */
typedef struct {
    uint32_t def,
        name; /* the function whose coroutine it is, or the name of one outside the tree; the first of several */
    bool maybe_none;
    bool unsure; /* something else may be called */
} Coroutine;

/* What a call of nothing but functions outside the tree gives, which need not be among the values. */
static bool read_external(const Fates *fates, uint32_t call, Coroutine *out)
{
    uint32_t name = 0;
    for (uint32_t i = fates->sites->by_site[call]; i; i = fates->sites->next_of_site[i - 1]) {
        const ResolvedCall *each = &fates->sites->calls[i - 1];
        if (each->reach != REACH_CALL)
            continue;
        if (each->target || !program_external_is_coroutine(fates->program, each->name))
            return false;
        name = name ? name : each->name;
    }
    out->name = name;
    return name;
}

/* Whether a method is called on what is not wholly known, and what it gives is dropped; where it could have been awaited:
 * a synchronous function more likely gets something of another class. */
static bool is_dropped_of_unknown(const Fates *fates, uint32_t call)
{
    const ProgramFile *file = program_file_of_value(fates->program, call);
    const Value *value = program_value(fates->program, call);
    const Value *callee = &file->facts.values[value->base];
    return value->flags & VALUE_DISCARDED && file->facts.defs[value->scope].flags & DEF_ASYNC &&
           callee->kind == VALUE_ATTRIBUTE &&
           !program_value_is_closed(fates->program, file->first_value + callee->base);
}

/* Whether a method is called, and what it gives dropped, of what annotations say is of classes whose methods of that name are
 * coroutine functions, whatever flows there. */
static bool is_dropped_as_declared(const Fates *fates, uint32_t call)
{
    const ProgramFile *file = program_file_of_value(fates->program, call);
    const Value *value = program_value(fates->program, call);
    const Value *callee = &file->facts.values[value->base];
    if (!(value->flags & VALUE_DISCARDED) || callee->kind != VALUE_ATTRIBUTE)
        return false;
    size_t count;
    Result *results = program_annotated_results(fates->program, file->first_value + callee->base, &count);
    bool told = false, other = false;
    for (size_t i = 0; i < count; i++) {
        bool known = results[i].kind == RESULT_CLASS_INSTANCE;
        uint32_t method = known ? program_method_of(fates->program, results[i].def, file->names[callee->name]) : 0;
        told = told || (method && is_coroutine_function(fates, method, call));
        other = other || (!results[i].none && !(method && is_coroutine_function(fates, method, call)));
    }
    free(results);
    return told && !other;
}

/* Whether something outside the tree is called of which nothing is known, not even that it is there: something of another
 * class seems to be passed. */
static bool is_unheard_of(const Fates *fates, const ResolvedCall *call)
{
    const Names *names = program_names(fates->program);
    const CatalogEntry *entries;
    return !call->target && !program_external_is_plain(fates->program, call->name) &&
           !program_builtin_is_plain(names_text(names, call->name)) &&
           !catalog_find(fates->context->subject.catalog,
                         names_text(names, program_catalog_name(fates->program, call->name)), &entries);
}

/* Whether something of Python's own is called: a method of a generator. */
static bool is_builtin(const Fates *fates, const ResolvedCall *call)
{
    return program_is_builtin(names_text(program_names(fates->program), call->name));
}

/* Whether what is called may be a mock, which somebody has assigned. */
static bool may_be_mock(const Fates *fates, uint32_t call)
{
    size_t count;
    bool mock = false;
    const ProgramFile *file = program_file_of_value(fates->program, call);
    uint32_t callee = file->first_value + program_value(fates->program, call)->base;
    Result *results = program_value_results(fates->program, callee, &count);
    for (size_t i = 0; i < count; i++)
        mock =
            mock || (results[i].kind == RESULT_EXTERNAL && program_external_is_double(fates->program, results[i].name));
    free(results);
    return mock;
}

/* Where tests put doubles in, or some is unknown (`doubted`): whether all that is known, and production calls, gives a
 * coroutine. */
static bool read_known(const Fates *fates, uint32_t call, bool doubted, Coroutine *out)
{
    const ProgramFile *file = program_file_of_value(fates->program, call);
    bool discarded = program_value(fates->program, call)->flags & VALUE_DISCARDED;
    Coroutine found = {.unsure = true};
    if (file->test && !has_known_receiver(fates, call, false))
        return false;
    doubted = doubted || may_be_mock(fates, call); /* in a test, one of another: see replaced_at() */
    for (uint32_t i = fates->sites->by_site[call]; i; i = fates->sites->next_of_site[i - 1]) {
        const ResolvedCall *each = &fates->sites->calls[i - 1];
        bool external = !each->target && program_external_is_coroutine(fates->program, each->name);
        bool own = each->target && is_coroutine_function(fates, each->target, call);
        if (each->reach != REACH_CALL)
            continue;
        bool mock = !each->target && program_external_is_double(fates->program, each->name);
        if (mock || program_call_is_double(fates->program, each))
            doubted = true;
        else if (discarded && !(external && is_builtin(fates, each)) && is_unheard_of(fates, each))
            doubted = true;
        else if (!external && !own)
            return false;
        else if (!found.def && !found.name)
            found = (Coroutine){.def = each->target, .name = each->target ? 0 : each->name, .unsure = true};
    }
    if (!doubted || (!found.def && !found.name))
        return false;
    *out = found;
    return true;
}

/* Whether what a call gives is dropped, and some of it is not known. */
static bool is_dropped_unknown(const Fates *fates, uint32_t call)
{
    size_t count;
    bool unknown = false;
    Result *results = program_value_results(fates->program, call, &count);
    for (size_t i = 0; i < count; i++)
        unknown = unknown || results[i].kind == RESULT_UNKNOWN;
    free(results);
    return unknown && program_value(fates->program, call)->flags & VALUE_DISCARDED;
}

/* Whether all that a function returns is known. What it is declared to return tells nothing of what else it may be; but
 * for an asynchronous one, which gives a coroutine of that in any case. */
static bool returns_known(const Fates *fates, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(fates->program, def);
    Body body = program_body(fates->program, def);
    for (uint32_t i = body.first_effect; i < body.end_effect && !(program_def(fates->program, def)->flags & DEF_ASYNC);
         i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && effect->value && file->first_def + effect->scope == def &&
            !program_value_is_closed(fates->program, file->first_value + effect->value))
            return false;
    }
    return true;
}

/* Whether the call gives a coroutine whatever it calls; or None. */
static bool read_coroutine(const Fates *fates, uint32_t call, Coroutine *out)
{
    bool closed = program_site_is_closed(fates->program, call);
    *out = (Coroutine){0};
    if (!(fates->marks[call] & MARK_KNOWN) || fates->marks[call] & MARK_DOUBTFUL)
        return false;
    if (!closed)
        return (is_dropped_of_unknown(fates, call) || is_dropped_as_declared(fates, call)) &&
               read_known(fates, call, true, out);
    if (read_external(fates, call, out) || read_known(fates, call, is_dropped_unknown(fates, call), out))
        return true;
    size_t count;
    bool certain = true;
    Result *results = program_value_results(fates->program, call, &count);
    for (size_t i = 0; i < count && certain; i++) {
        bool is_it =
            results[i].kind == RESULT_AWAITABLE && (results[i].def ? is_coroutine_function(fates, results[i].def, call)
                                                                   : results[i].name || results[i].declared);
        certain = is_it || results[i].none;
        out->maybe_none = out->maybe_none || results[i].none;
        out->def = is_it && !out->def ? results[i].def : out->def;
        out->name = is_it && !out->name ? results[i].name : out->name;
    }
    free(results);
    const ResolvedCall *only = sites_only_call(fates->sites, call);
    uint32_t target = only ? only->target : 0;
    if (out->maybe_none && !target) /* another function gives that */
        return false;
    if (target && !returns_known(fates, target))
        return false;
    return certain && (out->def || out->name);
}

/* --- reports --- */

static const GraphNode *node_of(const Fates *fates, uint32_t def, uint32_t name)
{
    return def ? rule_node(fates->context, def)
               : graph_find_node(fates->context->subject.graph, names_text(program_names(fates->program), name));
}

static const char *title_of(const GraphNode *node)
{
    return node->kind == NODE_EXTERNAL ? rule_outside_title(node->id) : rule_title(node);
}

static void add_returns(Fates *fates, Finding *finding, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(fates->program, def);
    Body body = program_body(fates->program, def);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && effect->value && file->first_def + effect->scope == def &&
            file->facts.values[effect->value].kind != VALUE_CONSTANT)
            finding_add_evidence(fates->context->findings, finding, file->path, effect->line, 0,
                                 "the coroutine is returned here");
    }
}

static void tell_use(Fates *fates, const Fate *fate, const GraphNode *target, Finding *finding)
{
    FindingList *list = fates->context->findings;
    UT_string note;
    if (fate->kind <= USE_OTHER) {
        finding_set_message(list, finding, "the coroutine of %s() is never awaited: its body does not run",
                            title_of(target));
        return;
    }
    const ProgramFile *file = program_file_of_value(fates->program, fate->value);
    const Value *by = program_value(fates->program, fate->value);
    utstring_init(&note);
    if (fate->kind == USE_ATTRIBUTE)
        utstring_printf(&note, "asked for .%s", fates_attribute(fates, fate->value));
    else
        utstring_printf(&note, "%s", use_notes[fate->kind]);
    finding_set_message(list, finding, "the coroutine of %s() is not awaited, but %s", title_of(target),
                        utstring_body(&note));
    if (by->line != finding->line || strcmp(file->path, finding->path) != 0)
        finding_add_evidence(list, finding, file->path, by->line, by->column, "%s here", utstring_body(&note));
    utstring_done(&note);
}

/* 1 + the number of the call at a place: that of a function, if it is among them. */
static uint32_t call_of(const Fates *fates, uint32_t value, uint32_t def)
{
    for (uint32_t i = fates->sites->by_site[value]; i; i = fates->sites->next_of_site[i - 1])
        if (fates->sites->calls[i - 1].reach == REACH_CALL && fates->sites->calls[i - 1].target == def && def)
            return i;
    return fates->call_of[value];
}

static void report(Fates *fates, uint32_t value, const Coroutine *coroutine, const Fate *fate,
                   FindingCertainty certainty)
{
    size_t count;
    uint32_t number = call_of(fates, value, coroutine->def);
    const ResolvedCall *calls = program_calls(fates->program, &count);
    uint32_t called = number ? calls[number - 1].target : coroutine->def;
    const GraphNode *maker = node_of(fates, coroutine->def, coroutine->name);
    const GraphNode *target = called ? rule_node(fates->context, called) : maker;
    bool handed = number && rule_is_handed(fates->context, &calls[number - 1]);
    uint32_t wrapped = handed ? rule_find_wrapped(fates->context, &calls[number - 1]) : 0;
    Finding *finding = rule_add_at_value(fates->context, value, target, handed ? FINDING_LIKELY : certainty);
    tell_use(fates, fate, wrapped ? rule_node(fates->context, wrapped) : target, finding);
    if (wrapped)
        rule_add_definition(fates->context, finding, rule_node(fates->context, wrapped));
    rule_add_definition(fates->context, finding, target);
    if (called && target != maker && program_def(fates->program, called)->kind != DEF_CLASS) {
        add_returns(fates, finding, called);
        rule_add_definition(fates->context, finding, maker);
    }
    rule_add_way(fates->context, finding, number);
}

/* Whether all that happens to it is to be looked at, and it is tested or compared at least once. */
static bool is_left(const Fate *fate)
{
    return fate->weak && fate->weak + fate->idle == fate->count && !fate->awaited && !fate->lost;
}

/* Whether there is something to be said. */
static bool is_mistake(const Fate *fate, const Coroutine *coroutine)
{
    bool weak = fate->kind > USE_OTHER && fate->kind < USE_DECLARED;
    bool elsewhere = fate->journey.joined || fate->journey.functions;
    if (fate->kind < USE_DECLARED && coroutine->maybe_none)
        return false;
    if (fate->kind == USE_CHECKED || fate->probed)
        return !fate->awaited && !fate->lost;
    if (weak && fate->count > 1) /* who tests it does not take it for a coroutine, unless somebody awaits it besides */
        return is_left(fate) || (fate->kind == USE_TESTED && !fate->awaited && !fate->lost);
    return is_left(fate) || (fate->kind > USE_OTHER && (!elsewhere || !fate->awaited));
}

static void judge_call(Fates *fates, uint32_t call, const Coroutine *coroutine)
{
    const ProgramFile *file = program_file_of_value(fates->program, call);
    const Value *value = program_value(fates->program, call);
    Fate fate = fates_find(fates, call);
    bool unsure = coroutine->unsure || fate.journey.functions || fate.kind == USE_ANSWERED ||
                  fate.kind == USE_CHECKED || fate.probed || fate.kind == USE_OTHER ||
                  (fate.count > 1 && fate.kind < USE_DECLARED);
    if (is_mistake(&fate, coroutine))
        report(fates, call, coroutine, &fate, unsure ? FINDING_LIKELY : FINDING_CERTAIN);
    else if (!fate.count && value->flags & VALUE_DISCARDED)
        report(fates, call, coroutine, &fate, coroutine->unsure ? FINDING_LIKELY : FINDING_CERTAIN);
    else if (!fate.count && file->facts.defs[value->scope].kind == DEF_FUNCTION)
        report(fates, call, coroutine, &fate, FINDING_LIKELY); /* in a local that nobody reads, as far as we see */
}

/* `coroutine.__await__()` gives an iterator that runs it. */
static bool is_await_method(const ProgramFile *file, const Value *call)
{
    const Value *callee = &file->facts.values[call->base];
    return callee->kind == VALUE_ATTRIBUTE && strcmp(facts_name(&file->facts, callee->name), "__await__") == 0;
}

/* Calling an asynchronous function of the tree cannot fail, as long as it is one for sure; what else gives a coroutine may. */
static Mistake mistake_of(const Fates *fates, uint32_t call, const Coroutine *coroutine)
{
    const ResolvedCall *only = sites_only_call(fates->sites, call);
    const ProgramFile *file = program_file_of_value(fates->program, call);
    bool waits = file->facts.defs[program_value(fates->program, call)->scope].flags & DEF_ASYNC;
    bool sure = waits && only && only->target && only->target == coroutine->def && !coroutine->unsure &&
                program_site_is_closed(fates->program, call);
    return sure ? MISTAKE_ONLY_NO_AWAIT : MISTAKE_NO_AWAIT;
}

static void search_file(Fates *fates, const Replaced *replaced, const ProgramFile *file)
{
    Coroutine coroutine;
    for (uint32_t v = 1; file->image && v < file->facts.values_count; v++) {
        const Value *value = &file->facts.values[v];
        uint32_t call = file->first_value + v;
        bool runs = value->scope; /* and is not there for type checkers alone */
        if (runs && value->kind == VALUE_CALL && !is_await_method(file, value) &&
            read_coroutine(fates, call, &coroutine) && !asking_is_about(fates->asking, call, coroutine.def) &&
            !(file->test && coroutine.def && replaced_at(replaced, call, coroutine.def)) &&
            !part_excuses(fates->context, call, mistake_of(fates, call, &coroutine)))
            judge_call(fates, call, &coroutine);
    }
}

void rule_never_awaited(RuleContext *context)
{
    size_t count;
    Fates fates;
    const ProgramFile *files = program_files(context->subject.program, &count);
    fates_init(&fates, context);
    Replaced *replaced = replaced_new(context);
    for (size_t i = 0; i < count; i++)
        search_file(&fates, replaced, &files[i]);
    replaced_free(replaced);
    fates_deinit(&fates);
}
