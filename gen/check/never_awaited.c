/*
 * never_awaited.c - rule never-awaited: a call gives a coroutine, and for sure nothing else, and the code drops it or
 * takes it for its result. Its body never runs.
 *
 * Nothing is said of what is stored, passed on, returned or yielded: somebody else may await it. A plain function that
 * returns a coroutine is no mistake; what its callers do with that is looked at in the callers.
 */
#include "rules.h"

#include "../graph/asking.h"
#include "../../extractors/strings.h"

#include <stdlib.h>
#include <string.h>
#include <utstring.h>

/* What is done with a coroutine. */
typedef enum {
    USE_NONE,
    USE_OTHER, /* who knows */
    /* These hurt only when nobody awaits it besides: */
    USE_TESTED,
    USE_COMPARED,
    USE_FORMATTED,
    /* These fail: */
    USE_ATTRIBUTE,
    USE_ITEM,
    USE_OPERATOR,
    USE_CALLED,
    USE_ITERATED,
    USE_ENTERED,
    USE_COUNT
} UseKind;

static const char *const use_notes[USE_COUNT] = {
    [USE_TESTED] = "tested, and always true", [USE_COMPARED] = "compared",           [USE_FORMATTED] = "made a text",
    [USE_ITEM] = "asked for an item",         [USE_OPERATOR] = "used as an operand", [USE_CALLED] = "called",
    [USE_ITERATED] = "iterated over",         [USE_ENTERED] = "entered by `with`",
};

/* How a value of a file is used. */
typedef struct {
    uint32_t count;
    uint32_t value; /* that tells most, by its number in the file; 0: it is no value */
    UseKind kind;
} Use;

typedef struct {
    RuleContext *context;
    const Program *program;
    bool *asks;        /* by definition */
    uint32_t *call_of; /* by value: 1 + the number of a call of a function of the tree */
    uint8_t *marks;    /* by value: Mark */
    Use *uses;         /* by value of the file at hand */
} Search;

enum Mark {
    MARK_DOUBTFUL = 1 << 0, /* a decorator that nothing is known of may have changed what is called; or callers may
                               hand over what we don't see */
    MARK_TEXT = 1 << 1,     /* a call of str(), repr() */
    MARK_TRUTH = 1 << 2     /* a call of bool() */
};

/* --- calls --- */

static uint8_t marks_of_builtin(const char *name)
{
    if (strcmp(name, "<builtin>.str") == 0 || strcmp(name, "<builtin>.repr") == 0)
        return MARK_TEXT;
    return strcmp(name, "<builtin>.bool") == 0 ? MARK_TRUTH : 0;
}

static void mark_calls(Search *search)
{
    enum {
        DOUBT = TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_OVERLOAD | TRAIT_DISPATCH
    };
    size_t count;
    const ResolvedCall *calls = program_calls(search->program, &count);
    for (size_t i = 0; i < count; i++) {
        const ResolvedCall *call = &calls[i];
        if (call->reach != REACH_CALL || call->site >= program_value_count(search->program))
            continue;
        if (!call->target) {
            search->marks[call->site] |= marks_of_builtin(names_text(program_names(search->program), call->name));
            continue;
        }
        search->call_of[call->site] = (uint32_t)i + 1;
        if (program_traits(search->program, call->target) & DOUBT || rule_is_handed(search->context, call))
            search->marks[call->site] |= MARK_DOUBTFUL;
    }
}

/* --- uses --- */

static void add_use(Search *search, uint32_t used, uint32_t by, UseKind kind)
{
    Use *use = &search->uses[used];
    use->count++;
    if (kind > use->kind) {
        use->kind = kind;
        use->value = by;
    }
}

/* `coroutine.send(None)`, which starts it: other things that are sent are meant for a connection. */
static bool is_sent_none(const Facts *facts, const Value *attribute)
{
    enum {
        NEAR = 64 /* values: the arguments stand between an attribute and the call of it */
    };
    uint32_t number = (uint32_t)(attribute - facts->values);
    for (uint32_t v = number + 1; v < facts->values_count && v - number < NEAR; v++) {
        const Value *call = &facts->values[v];
        if (call->kind == VALUE_CALL && call->base == number)
            return call->count == 1 && facts->values[facts->operands[call->first].value].kind == VALUE_CONSTANT &&
                   facts->values[facts->operands[call->first].value].detail == CONSTANT_NONE;
    }
    return true; /* not called, as far as we see */
}

/* Whether a coroutine has the attribute. */
static bool is_attribute_of_coroutine(const Facts *facts, const Value *attribute)
{
    const char *name = facts_name(facts, attribute->name);
    if (strcmp(name, "send") == 0)
        return is_sent_none(facts, attribute);
    return strcmp(name, "close") == 0 || strcmp(name, "throw") == 0 || strncmp(name, "cr_", 3) == 0 ||
           strncmp(name, "__", 2) == 0;
}

static UseKind use_by_operator(const Value *value)
{
    switch ((Operator)value->detail) {
    case OP_TRUTH:
    case OP_NOT:
        return USE_TESTED;
    case OP_EQ:
    case OP_NE:
    case OP_IS:
    case OP_IS_NOT:
        return USE_COMPARED;
    case OP_FORMAT:
        return USE_FORMATTED;
    case OP_IN:
    case OP_NOT_IN: /* either side may be it */
        return USE_OTHER;
    default:
        return USE_OPERATOR;
    }
}

/* What a value does with its base; USE_NONE: its base is no value. */
static UseKind use_of_base(const Facts *facts, const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_PARAM:
    case VALUE_DEFINITION:
    case VALUE_IMPORT:
    case VALUE_CELL:
        return USE_NONE;
    case VALUE_ATTRIBUTE:
        return is_attribute_of_coroutine(facts, value) ? USE_OTHER : USE_ATTRIBUTE;
    case VALUE_SUBSCRIPT:
        return USE_ITEM;
    case VALUE_OPERATOR:
        return use_by_operator(value);
    case VALUE_CALL:
        return USE_CALLED;
    case VALUE_ELEMENT:
    case VALUE_UNPACK:
        return USE_ITERATED;
    case VALUE_ENTER:
        return USE_ENTERED;
    default:
        return USE_OTHER;
    }
}

/* What a value does with its operands. */
static UseKind use_of_operands(const Search *search, const Value *value, uint32_t number)
{
    if (value->kind == VALUE_OPERATOR)
        return use_by_operator(value);
    if (value->kind == VALUE_CALL && value->count == 1 && search->marks[number] & MARK_TEXT)
        return USE_FORMATTED;
    if (value->kind == VALUE_CALL && value->count == 1 && search->marks[number] & MARK_TRUTH)
        return USE_TESTED;
    return USE_OTHER;
}

static void add_uses_by_values(Search *search, const ProgramFile *file)
{
    const Facts *facts = &file->facts;
    for (uint32_t v = 1; v < facts->values_count; v++) {
        const Value *value = &facts->values[v];
        UseKind kind = value->base ? use_of_base(facts, value) : USE_NONE;
        if (kind)
            add_use(search, value->base, v, kind);
        kind = value->count ? use_of_operands(search, value, file->first_value + v) : USE_NONE;
        for (uint32_t i = value->first; i < value->first + value->count; i++)
            add_use(search, facts->operands[i].value, v, kind);
    }
}

static void add_uses_by_effects(Search *search, const Facts *facts)
{
    for (uint32_t i = 1; i < facts->effects_count; i++) {
        const Effect *effect = &facts->effects[i];
        bool has_target = effect->kind == EFFECT_SET_ATTRIBUTE || effect->kind == EFFECT_DELETE_ATTRIBUTE ||
                          effect->kind == EFFECT_SET_ITEM || effect->kind == EFFECT_DELETE_ITEM;
        add_use(search, effect->value, 0, USE_OTHER);
        add_use(search, effect->index, 0, USE_OTHER);
        if (has_target)
            add_use(search, effect->target, 0, USE_OTHER);
    }
}

static void add_uses_by_definitions(Search *search, const Facts *facts)
{
    for (uint32_t i = 1; i < facts->defs_count; i++) {
        const Def *def = &facts->defs[i];
        add_use(search, def->returns, 0, USE_OTHER);
        for (uint32_t k = def->first_decorator; k < def->first_decorator + def->decorator_count; k++)
            add_use(search, facts->operands[k].value, 0, USE_OTHER);
        for (uint32_t k = def->first_base; k < def->first_base + def->base_count; k++)
            add_use(search, facts->operands[k].value, 0, USE_OTHER);
    }
    for (uint32_t i = 1; i < facts->params_count; i++) {
        add_use(search, facts->params[i].annotation, 0, USE_OTHER);
        add_use(search, facts->params[i].fallback, 0, USE_OTHER);
    }
    for (uint32_t i = 1; i < facts->bindings_count; i++)
        add_use(search, facts->bindings[i].value, 0, USE_OTHER);
    for (uint32_t i = 1; i < facts->handlers_count; i++)
        add_use(search, facts->handlers[i].type, 0, USE_OTHER);
}

static void find_uses(Search *search, const ProgramFile *file)
{
    search->uses = memory_zeroed(file->facts.values_count + 1, sizeof *search->uses);
    add_uses_by_values(search, file);
    add_uses_by_effects(search, &file->facts);
    add_uses_by_definitions(search, &file->facts);
}

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

/* Whether the object whose method is called is of known classes, and of none below them. */
static bool has_exact_receiver(const Search *search, uint32_t call)
{
    const ProgramFile *file = program_file_of_value(search->program, call);
    const Value *callee = &file->facts.values[program_value(search->program, call)->base];
    if (callee->kind != VALUE_ATTRIBUTE)
        return false;
    size_t count;
    Result *results = program_value_results(search->program, file->first_value + callee->base, &count);
    bool exact = count;
    for (size_t i = 0; i < count; i++)
        exact = exact && results[i].kind == RESULT_CLASS_INSTANCE && results[i].exact;
    free(results);
    return exact;
}

static bool is_coroutine_function(const Search *search, uint32_t def, uint32_t call)
{
    const Def *facts = program_def(search->program, def);
    return facts->flags & DEF_ASYNC && !(facts->flags & DEF_GENERATOR) &&
           !(program_traits(search->program, def) & (TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_CONTEXT)) &&
           (has_exact_receiver(search, call) || !has_plain_override(rule_node(search->context, def)));
}

/* Whether the call gives a coroutine whatever it calls. */
static bool is_coroutine(const Search *search, uint32_t call)
{
    if (!program_coroutine_of(search->program, call) || search->marks[call] & MARK_DOUBTFUL ||
        !program_site_is_closed(search->program, call))
        return false;
    size_t count;
    bool certain = true;
    Result *results = program_value_results(search->program, call, &count);
    for (size_t i = 0; i < count; i++)
        certain = certain && is_coroutine_function(search, results[i].def, call);
    free(results);
    return certain;
}

/* --- reports --- */

static void add_returns(Search *search, Finding *finding, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(search->program, def);
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && effect->value && file->first_def + effect->scope == def)
            finding_add_evidence(search->context->findings, finding, file->path, effect->line, 0,
                                 "the coroutine is returned here");
    }
}

static void tell_use(Search *search, const ProgramFile *file, const Use *use, const GraphNode *target, Finding *finding)
{
    FindingList *list = search->context->findings;
    const Value *by = &file->facts.values[use->value];
    UT_string note;
    if (!use->value) {
        finding_set_message(list, finding, "the coroutine of %s() is never awaited: its body does not run",
                            rule_title(target));
        return;
    }
    utstring_init(&note);
    if (use->kind == USE_ATTRIBUTE)
        utstring_printf(&note, "asked for .%s", facts_name(&file->facts, by->name));
    else
        utstring_printf(&note, "%s", use_notes[use->kind]);
    finding_set_message(list, finding, "the coroutine of %s() is not awaited, but %s", rule_title(target),
                        utstring_body(&note));
    if (by->line != finding->line)
        finding_add_evidence(list, finding, file->path, by->line, by->column, "%s here", utstring_body(&note));
    utstring_done(&note);
}

static void report(Search *search, const ProgramFile *file, uint32_t call, FindingCertainty certainty)
{
    size_t count;
    const Use *use = &search->uses[call];
    uint32_t value = file->first_value + call, number = search->call_of[value];
    const ResolvedCall *calls = program_calls(search->program, &count);
    uint32_t maker = program_coroutine_of(search->program, value), called = number ? calls[number - 1].target : maker;
    const GraphNode *target = rule_node(search->context, called);
    Finding *finding = rule_add_at_value(search->context, value, target, certainty);
    tell_use(search, file, use, target, finding);
    rule_add_definition(search->context, finding, target);
    if (called != maker && program_def(search->program, called)->kind != DEF_CLASS) {
        add_returns(search, finding, called);
        rule_add_definition(search->context, finding, rule_node(search->context, maker));
    }
    rule_add_way(search->context, finding, number);
}

static void judge_call(Search *search, const ProgramFile *file, uint32_t call)
{
    const Value *value = &file->facts.values[call];
    const Use *use = &search->uses[call];
    bool dropped = !use->count && file->facts.defs[value->scope].kind == DEF_FUNCTION;
    bool discarded = !use->count && value->flags & VALUE_DISCARDED;
    bool harmless = use->kind > USE_OTHER && use->kind < USE_ATTRIBUTE && use->count > 1;
    if (discarded || (use->kind > USE_OTHER && !harmless))
        report(search, file, call, FINDING_CERTAIN);
    else if (dropped) /* in a local variable that nobody reads, as far as we see */
        report(search, file, call, FINDING_LIKELY);
}

/* The uses in a file are counted when it has its first coroutine. */
static void search_file(Search *search, const ProgramFile *file)
{
    search->uses = NULL;
    for (uint32_t v = 1; file->image && v < file->facts.values_count; v++) {
        const Value *value = &file->facts.values[v];
        if (value->kind != VALUE_CALL || search->asks[file->first_def + value->scope] ||
            !is_coroutine(search, file->first_value + v))
            continue;
        if (!search->uses)
            find_uses(search, file);
        judge_call(search, file, v);
    }
    free(search->uses);
}

void rule_never_awaited(RuleContext *context)
{
    size_t count;
    const Program *program = context->subject.program;
    uint32_t values = program_value_count(program) + 1;
    Search search = {.context = context,
                     .program = program,
                     .asks = asking_find(program),
                     .call_of = memory_zeroed(values, sizeof *search.call_of),
                     .marks = memory_zeroed(values, sizeof *search.marks)};
    mark_calls(&search);
    const ProgramFile *files = program_files(program, &count);
    for (size_t i = 0; i < count; i++)
        search_file(&search, &files[i]);
    free(search.asks);
    free(search.call_of);
    free(search.marks);
}
