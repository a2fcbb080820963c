#include "fate.h"

#include "../../extractors/memory.h"
#include "../../extractors/strings.h"

#include <stdlib.h>
#include <string.h>

enum {
    FUNCTIONS_DEEP = 4
};

/* --- calls --- */

static uint16_t marks_of_builtin(const char *name)
{
    static const struct {
        const char *name;
        uint16_t mark;
    } marks[] = {
        {"str", MARK_TEXT},       {"repr", MARK_TEXT},        {"bool", MARK_TRUTH},    {"len", MARK_ITEMS},
        {"list", MARK_ITEMS},     {"set", MARK_ITEMS},        {"dict", MARK_ITEMS},    {"tuple", MARK_ITEMS},
        {"sorted", MARK_ITEMS},   {"enumerate", MARK_ITEMS},  {"sum", MARK_ITEMS},     {"reversed", MARK_ITEMS},
        {"setattr", MARK_CHANGE}, {"any", MARK_ITEMS},        {"all", MARK_ITEMS},     {"isinstance", MARK_CHECK},
        {"type", MARK_IDLE},      {"id", MARK_IDLE},          {"hasattr", MARK_PROBE}, {"getattr", MARK_PROBE},
        {"print", MARK_SHOWN},    {"str.format", MARK_SHOWN},
    };
    const char *own = program_own_name(name);
    for (size_t i = 0; own && i < sizeof marks / sizeof *marks; i++)
        if (strcmp(marks[i].name, own) == 0)
            return marks[i].mark;
    return 0;
}

/* Whether what lies outside gives a coroutine. `known`: by name, what was asked before, as 1 + the answer. */
static bool gives_coroutine(const Fates *fates, uint32_t name, uint8_t *known)
{
    if (!known[name])
        known[name] = 1 + program_external_is_coroutine(fates->program, name);
    return known[name] > 1;
}

/* Whether a call runs something that was handed to it, and may be something else, where nobody looks. */
static bool is_callback(const Fates *fates, const ResolvedCall *call)
{
    return rule_is_handed(fates->context, call) && !rule_find_wrapped(fates->context, call);
}

static void mark_calls(Fates *fates)
{
    enum {
        DOUBT = TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_OVERLOAD | TRAIT_DISPATCH
    };
    size_t count;
    const ResolvedCall *calls = program_calls(fates->program, &count);
    uint8_t *known = memory_zeroed(names_count(program_names(fates->program)) + 1, sizeof *known);
    for (size_t i = 0; i < count; i++) {
        const ResolvedCall *call = &calls[i];
        if (call->reach != REACH_CALL || call->site >= program_value_count(fates->program))
            continue;
        fates->call_of[call->site] = (uint32_t)i + 1;
        if (call->target || gives_coroutine(fates, call->name, known))
            fates->marks[call->site] |= MARK_KNOWN;
        else
            fates->marks[call->site] |= marks_of_builtin(names_text(program_names(fates->program), call->name));
        if (call->target && !program_call_is_double(fates->program, call) &&
            (program_traits(fates->program, call->target) & DOUBT || is_callback(fates, call)))
            fates->marks[call->site] |= MARK_DOUBTFUL;
    }
    free(known);
}

/* --- uses --- */

static const Value *value_at(const Fates *fates, uint32_t value)
{
    return program_value(fates->program, value);
}

static void lose(Fate *fate)
{
    fate->count++;
    fate->lost = true;
}

static void add_use(Fate *fate, uint32_t by, UseKind kind, Journey journey)
{
    fate->count++;
    fate->weak += kind > USE_OTHER && kind < USE_DECLARED;
    if (kind > USE_PROBED && kind < USE_DECLARED &&
        (journey.joined || journey.functions)) /* it may be meant for what it is joined with */
        kind = USE_OTHER;
    if (kind > fate->kind) {
        fate->kind = kind;
        fate->value = by;
        fate->journey = journey;
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

static bool is_name_of_coroutines(const char *name)
{
    return strcmp(name, "send") == 0 || strcmp(name, "close") == 0 || strcmp(name, "throw") == 0 ||
           strncmp(name, "cr_", 3) == 0 || strncmp(name, "__", 2) == 0;
}

/* Whether a coroutine has the attribute. */
static bool is_attribute_of_coroutine(const Facts *facts, const Value *attribute)
{
    const char *name = facts_name(facts, attribute->name);
    return strcmp(name, "send") == 0 ? is_sent_none(facts, attribute) : is_name_of_coroutines(name);
}

const char *fates_attribute(const Fates *fates, uint32_t use)
{
    const Facts *facts = &program_file_of_value(fates->program, use)->facts;
    const Value *value = value_at(fates, use);
    const Value *name =
        value->kind == VALUE_CALL && value->count > 1 ? &facts->values[facts->operands[value->first + 1].value] : NULL;
    if (value->kind == VALUE_ATTRIBUTE)
        return facts_name(facts, value->name);
    return name && name->kind == VALUE_CONSTANT && name->detail == CONSTANT_STRING && name->name
               ? facts_name(facts, name->name)
               : NULL;
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
    case OP_NOT_IN:
        return USE_OTHER;
    default:
        return USE_OPERATOR;
    }
}

/* The same where the value stands on the right. */
static UseKind use_by_right_of_operator(const Value *value)
{
    return value->detail == OP_IN || value->detail == OP_NOT_IN ? USE_OPERATOR : use_by_operator(value);
}

/* What a value does with its base. */
static UseKind use_of_base(const Facts *facts, const Value *value)
{
    switch ((ValueKind)value->kind) {
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

/* --- where it goes --- */

static void follow(Fates *fates, uint32_t value, Journey journey, Fate *fate);

static bool is_new(Fates *fates, uint32_t value)
{
    for (size_t i = 0; i < fates->seen_count; i++)
        if (fates->seen[i] == value)
            return false;
    if (fates->seen_count == FATE_VALUES_MOST)
        return false;
    fates->seen[fates->seen_count++] = value;
    return true;
}

static Journey joined(Journey journey)
{
    journey.joined = true;
    return journey;
}

static Journey farther(Journey journey)
{
    journey.functions++;
    return journey;
}

static void follow_test(Fates *fates, uint32_t narrowed, Journey journey, Fate *fate)
{
    uint8_t detail = value_at(fates, narrowed)->detail;
    bool passes = program_has_coroutine(fates->program, narrowed, 0); /* and is not kept out by the test */
    fate->awaited = fate->awaited || !passes;
    bool by_call = detail == NARROWED_HOLDS || detail == NARROWED_FAILS; /* which is a use of its own */
    if (passes && (by_call || detail == NARROWED_NOT_NONE || detail == NARROWED_IS_NOT))
        follow(fates, narrowed, journey, fate);
    if (by_call)
        return;
    fate->count++;
    fate->weak++;
}

/* How many parameters a call does not pass: that of the receiver. */
static uint32_t unpassed(const Fates *fates, const ResolvedCall *call)
{
    const ProgramFile *file = program_file_of_value(fates->program, call->site);
    const Value *callee = &file->facts.values[value_at(fates, call->site)->base];
    unsigned traits = program_traits(fates->program, call->target);
    if (!program_owner(fates->program, call->target) || traits & TRAIT_STATIC)
        return 0;
    uint32_t owner =
        callee->kind == VALUE_ATTRIBUTE ? program_definition_of(fates->program, file->first_value + callee->base) : 0;
    bool of_class = owner && program_def(fates->program, owner)->kind == DEF_CLASS;
    return !of_class || traits & TRAIT_CLASSMETHOD;
}

/* The parameter that gets an argument of a call, as a value; 0: that cannot be told. */
static uint32_t param_of_argument(const Fates *fates, const ResolvedCall *call, uint32_t place)
{
    const ProgramFile *from = program_file_of_value(fates->program, call->site);
    const ProgramFile *to = program_file_of_def(fates->program, call->target);
    const Def *def = program_def(fates->program, call->target);
    const Operand *arguments = &from->facts.operands[value_at(fates, call->site)->first];
    uint32_t position = unpassed(fates, call);
    for (uint32_t i = 0; i < place; i++) {
        if (arguments[i].name == NAME_STAR || arguments[i].name == NAME_DOUBLESTAR)
            return 0;
        position += arguments[i].name == NAME_NONE;
    }
    const Operand *argument = &arguments[place];
    for (uint32_t i = 0; i < def->param_count; i++) {
        const Param *param = &to->facts.params[def->first_param + i];
        bool is_it = argument->name
                         ? argument->name > NAME_DOUBLESTAR && from->names[argument->name] == to->names[param->name]
                         : i == position;
        if (is_it && param->kind < PARAM_STAR)
            return to->first_value + param->value;
    }
    return 0;
}

/* Whether a call hands something over, to be run or awaited. */
static bool hands_over(const Fates *fates, uint32_t site)
{
    for (uint32_t i = fates->sites->by_site[site]; i; i = fates->sites->next_of_site[i - 1])
        if (fates->sites->calls[i - 1].reach == REACH_HANDED)
            return true;
    return false;
}

/* Whether no coroutine is an instance of a class of the tree: it is no protocol, and has no say in that. */
static bool is_no_coroutines(const Fates *fates, uint32_t class_def)
{
    static const char check[] = "__instancecheck__", protocol[] = ".Protocol";
    const Names *names = program_names(fates->program);
    size_t count;
    const uint32_t *bases = program_external_bases(fates->program, class_def, &count);
    for (size_t i = 0; i < count; i++) {
        const char *base = names_text(names, bases[i]), *end = strstr(base, protocol);
        if (end && end[sizeof protocol - 1] == '\0')
            return false;
    }
    uint32_t method = names_find(names, check, sizeof check - 1);
    return program_def(fates->program, class_def)->kind == DEF_CLASS &&
           !program_class_is_open(fates->program, class_def) &&
           !(method && program_has_method(fates->program, class_def, method));
}

/* Whether a call of isinstance() asks for a class that no coroutine is of. */
static bool checks_other_class(const Fates *fates, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(fates->program, site);
    const Value *call = value_at(fates, site);
    if (call->count != 2)
        return false;
    uint32_t class_value = file->first_value + file->facts.operands[call->first + 1].value;
    uint32_t def = program_definition_of(fates->program, class_value);
    if (def)
        return is_no_coroutines(fates, def);
    uint32_t name = program_external_of(fates->program, class_value);
    const char *text = name ? names_text(program_names(fates->program), name) : "";
    return program_is_builtin(text) && strcmp(text, "<builtin>.object") != 0;
}

/* Whether a call of hasattr() or getattr() asks for what no coroutine has. */
static bool probes_other(const Fates *fates, uint32_t site)
{
    const char *name = fates->marks[site] & MARK_PROBE ? fates_attribute(fates, site) : NULL;
    return name && !is_name_of_coroutines(name);
}

/* getattr() fails when it has nothing to give instead. */
static UseKind use_by_probe(const Fates *fates, uint32_t site)
{
    const ResolvedCall *call = sites_only_call(fates->sites, site);
    const char *name = call ? names_text(program_names(fates->program), call->name) : "";
    return strcmp(name, "<builtin>.getattr") == 0 && value_at(fates, site)->count == 2 ? USE_ATTRIBUTE : USE_PROBED;
}

static void follow_argument(Fates *fates, uint32_t site, uint32_t place, Journey journey, Fate *fate)
{
    const ResolvedCall *call = sites_only_call(fates->sites, site);
    uint16_t marks = fates->marks[site];
    bool alone = value_at(fates, site)->count == 1;
    uint32_t param = call && call->target && program_def(fates->program, call->target)->kind != DEF_CLASS
                         ? param_of_argument(fates, call, place)
                         : 0;
    if (marks & MARK_SHOWN || (alone && marks & MARK_TEXT))
        add_use(fate, site, USE_FORMATTED, journey);
    else if (alone && marks & MARK_TRUTH)
        add_use(fate, site, USE_TESTED, journey);
    else if (alone && marks & MARK_ITEMS)
        add_use(fate, site, USE_ITERATED, journey);
    else if (!place && marks & MARK_CHECK && checks_other_class(fates, site)) {
        add_use(fate, site, USE_CHECKED, journey);
        return;
    } else if (!place && probes_other(fates, site)) {
        UseKind kind = use_by_probe(fates, site);
        add_use(fate, site, kind, journey);
        fate->probed = fate->probed || kind == USE_PROBED;
        return;
    } else if (!place && marks & MARK_CHANGE)
        add_use(fate, site, USE_CHANGED, journey);
    else
        add_use(fate, site, USE_OTHER, journey);
    fate->idle += (marks & MARK_IDLE) != 0;
    fate->awaited = fate->awaited || hands_over(fates, site) || (param && asking_asks(fates->asking, call->target));
    fate->lost = fate->lost || !(marks & (MARK_IDLE | MARK_SHOWN) || (call && call->target));
    if (param && journey.functions < FUNCTIONS_DEEP)
        follow(fates, param, farther(journey), fate);
}

/* Whether a result is known, and cannot be awaited. */
static bool is_plain(const Fates *fates, const Result *result)
{
    if (result->kind != RESULT_CLASS_INSTANCE)
        return result->kind == RESULT_PLAIN ||
               (result->kind == RESULT_EXTERNAL && program_external_is_plain(fates->program, result->name));
    uint32_t method = names_find(program_names(fates->program), "__await__", strlen("__await__"));
    return !method || !program_has_method(fates->program, result->def, method);
}

/* Whether a function is declared to return something that cannot be awaited. */
static bool is_declared_plain(const Fates *fates, uint32_t def)
{
    size_t count;
    bool plain = false;
    Result *results = program_declared_results(fates->program, def, &count);
    for (size_t i = 0; i < count; i++)
        plain = (plain || i == 0) && is_plain(fates, &results[i]) &&
                !results[i].none; /* None is declared without a thought */
    free(results);
    return plain;
}

/* What one caller of a function does with the coroutine that it returns. */
static void follow_caller(Fates *fates, const ResolvedCall *call, bool is_async, Journey journey, Fate *fate)
{
    bool injected = call->reach == REACH_INJECTED; /* an asynchronous function was awaited by who injects its result */
    if ((call->reach != REACH_CALL && !injected) || call->site >= program_value_count(fates->program)) {
        lose(fate);
        return;
    }
    fate->awaited = fate->awaited || asking_is_about(fates->asking, call->site, call->target);
    if (!is_async || injected) {
        follow(fates, call->site, journey, fate);
        return;
    }
    const ProgramFile *file = program_file_of_value(fates->program, call->site);
    for (const Used *used = uses_first(fates->uses, call->site); used;
         used = uses_next(fates->uses, call->site, used)) {
        uint32_t user = file->first_value + used->by;
        if (used->as != USED_AS_BASE || value_at(fates, user)->kind != VALUE_AWAIT)
            lose(fate);
        else if (value_at(fates, user)->flags & VALUE_DISCARDED && !uses_first(fates->uses, user))
            add_use(fate, user, USE_DROPPED, journey);
        else
            follow(fates, user, journey, fate);
    }
}

/* Whether a method stands for one that is asynchronous. */
static bool overrides_async(const GraphNode *node)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        if (edge->key.kind == EDGE_OVERRIDES && edge->key.to->flags & NODE_ASYNC)
            return true;
    return false;
}

/* Whether nobody in the tree calls an asynchronous function: a framework does, and has awaited it when it gives something. */
static bool is_awaited_outside(const Fates *fates, uint32_t def)
{
    const Def *facts = program_def(fates->program, def);
    bool outside = facts->kind == DEF_FUNCTION && facts->flags & DEF_ASYNC && !(facts->flags & DEF_GENERATOR) &&
                   rule_node(fates->context, def)->flags & NODE_ENTRY;
    for (uint32_t i = fates->sites->by_target[def]; outside && i; i = fates->sites->next_of_target[i - 1])
        outside = fates->sites->calls[i - 1].reach != REACH_CALL;
    return outside;
}

/* What the callers of a function do with the coroutine that it returns. */
typedef struct {
    size_t count, misused, awaited;
    bool all_misuse;
    Fate worst;
} Callers;

static Callers follow_callers(Fates *fates, uint32_t def)
{
    Callers callers = {.all_misuse = true};
    bool is_async = program_def(fates->program, def)->flags & DEF_ASYNC;
    for (uint32_t i = fates->sites->by_target[def]; i; i = fates->sites->next_of_target[i - 1]) {
        Fate caller = {0};
        follow_caller(fates, &fates->sites->calls[i - 1], is_async, (Journey){0}, &caller);
        callers.count++;
        callers.misused += caller.kind > USE_OTHER;
        callers.awaited += caller.awaited;
        callers.all_misuse = callers.all_misuse && caller.kind > USE_OTHER && !caller.awaited;
        callers.worst = caller.kind > callers.worst.kind ? caller : callers.worst;
    }
    return callers;
}

/* A coroutine that is returned is a mistake if all callers take it for something else; or if the function is declared to
 * return something else, and most of them take it for that: an asynchronous one has been awaited already. */
static void follow_return(Fates *fates, uint32_t value, uint32_t def, Journey journey, Fate *fate)
{
    const Def *facts = program_def(fates->program, def);
    lose(fate);
    if (is_awaited_outside(fates, def))
        add_use(fate, value, USE_ANSWERED, farther(journey));
    if (facts->kind != DEF_FUNCTION || facts->flags & DEF_GENERATOR || journey.functions == FUNCTIONS_DEEP ||
        program_traits(fates->program, def) & (TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_CONTEXT))
        return;
    Callers callers = follow_callers(fates, def);
    bool outvoted = callers.misused > callers.awaited; /* those that await it */
    bool believed = (outvoted || !callers.count || facts->flags & DEF_ASYNC) && is_declared_plain(fates, def) &&
                    !overrides_async(rule_node(fates->context, def));
    if (callers.count && callers.all_misuse && callers.worst.kind > USE_DECLARED)
        add_use(fate, callers.worst.value, callers.worst.kind, farther(journey));
    else if (believed)
        add_use(fate, value, USE_DECLARED, farther(journey));
    fate->awaited = fate->awaited || (callers.awaited && !(believed && outvoted));
}

static int compare_reads(const void *left, const void *right, void *context)
{
    const Program *program = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    uint32_t first = program_file_of_value(program, a)->names[program_value(program, a)->name];
    uint32_t second = program_file_of_value(program, b)->names[program_value(program, b)->name];
    if (first != second)
        return first < second ? -1 : 1;
    return (a > b) - (a < b);
}

/* Lists the values that read a coroutine from an attribute. */
static void find_reads(Fates *fates)
{
    uint32_t values = program_value_count(fates->program);
    fates->reads = memory_alloc((values + 1) * sizeof *fates->reads);
    for (uint32_t value = 1; value < values; value++)
        if (value_at(fates, value)->kind == VALUE_ATTRIBUTE && !value_at(fates, value)->count &&
            program_has_coroutine(fates->program, value, 0))
            fates->reads[fates->read_count++] = value;
    fates->reads = memory_resize(fates->reads, (fates->read_count + 1) * sizeof *fates->reads);
    qsort_r(fates->reads, fates->read_count, sizeof *fates->reads, compare_reads, (void *)fates->program);
}

/* Goes on where the attribute is read that it is stored in. */
static void follow_attribute(Fates *fates, uint32_t name, uint32_t maker, Journey journey, Fate *fate)
{
    if (!fates->reads)
        find_reads(fates);
    if (journey.functions == FUNCTIONS_DEEP || !maker)
        return;
    for (size_t i = 0; i < fates->read_count; i++) {
        uint32_t value = fates->reads[i];
        if (program_file_of_value(fates->program, value)->names[value_at(fates, value)->name] == name &&
            program_has_coroutine(fates->program, value, maker))
            follow(fates, value, farther(journey), fate);
    }
}

/* Whether a display is given back by who answers a request, as it is. */
static bool is_answer(Fates *fates, uint32_t display, unsigned depth)
{
    const ProgramFile *file = program_file_of_value(fates->program, display);
    const GraphNode *scope = rule_scope(fates->context, display);
    if (!(scope->flags & NODE_ENTRY) || depth > FUNCTIONS_DEEP)
        return false;
    for (const Used *used = uses_first(fates->uses, display); used; used = uses_next(fates->uses, display, used)) {
        const Value *by = used->as == USED_AS_OPERAND ? &file->facts.values[used->by] : NULL;
        if (used->as == USED_BY_EFFECT && file->facts.effects[used->by].kind == EFFECT_RETURN)
            return true;
        if (by && by->kind == VALUE_CONTAINER && is_answer(fates, file->first_value + used->by, depth + 1))
            return true;
    }
    return false;
}

static void follow_value(Fates *fates, uint32_t value, const Used *used, Journey journey, Fate *fate)
{
    const ProgramFile *file = program_file_of_value(fates->program, value);
    const Value *by = &file->facts.values[used->by];
    uint32_t user = file->first_value + used->by;
    if (used->as == USED_AS_BASE && by->kind == VALUE_NARROWED) {
        follow_test(fates, user, journey, fate);
    } else if (used->as == USED_AS_BASE) {
        fate->awaited = fate->awaited || by->kind == VALUE_AWAIT ||
                        (by->kind == VALUE_ATTRIBUTE && is_attribute_of_coroutine(&file->facts, by));
        add_use(fate, user, use_of_base(&file->facts, by), journey);
    } else if (by->kind == VALUE_PHI) {
        follow(fates, user, joined(journey), fate);
    } else if (by->kind == VALUE_CALL) {
        follow_argument(fates, user, used->place, journey, fate);
    } else if (by->kind == VALUE_CONTAINER && is_answer(fates, user, 0)) {
        add_use(fate, user, USE_ANSWERED, journey);
    } else if (by->kind == VALUE_OPERATOR) {
        add_use(fate, user, use_by_right_of_operator(by), journey);
    } else {
        lose(fate);
    }
}

/* What is done with a coroutine whose attribute or item is set or deleted. */
static UseKind use_as_target(const Facts *facts, const Effect *effect)
{
    switch ((EffectKind)effect->kind) {
    case EFFECT_SET_ATTRIBUTE:
    case EFFECT_DELETE_ATTRIBUTE:
        return is_name_of_coroutines(facts_name(facts, effect->name)) ? USE_OTHER : USE_CHANGED;
    case EFFECT_SET_ITEM:
    case EFFECT_DELETE_ITEM:
        return USE_ITEM;
    default:
        return USE_OTHER;
    }
}

static void follow_effect(Fates *fates, uint32_t value, const Used *used, Journey journey, Fate *fate)
{
    const ProgramFile *file = program_file_of_value(fates->program, value);
    const Effect *effect = &file->facts.effects[used->by];
    bool stores = used->place == PLACE_VALUE && effect->kind == EFFECT_SET_ATTRIBUTE;
    UseKind target = used->place == PLACE_TARGET ? use_as_target(&file->facts, effect) : USE_OTHER;
    if (used->place == PLACE_VALUE && effect->kind == EFFECT_RETURN) {
        follow_return(fates, value, file->first_def + effect->scope, journey, fate);
    } else if (used->place == PLACE_VALUE && effect->kind == EFFECT_BIND_VALUE) {
        follow(fates, file->first_value + effect->target, joined(journey), fate);
    } else if (stores) {
        fate->count++;
        follow_attribute(fates, file->names[effect->name], program_has_coroutine(fates->program, value, 0), journey,
                         fate);
    } else if (target > USE_OTHER) {
        add_use(fate, effect->site ? file->first_value + effect->site : value, target, journey);
    } else {
        lose(fate);
    }
}

/* Adds what is done with a value that is the coroutine. */
static void follow(Fates *fates, uint32_t value, Journey journey, Fate *fate)
{
    if (!is_new(fates, value))
        return;
    for (const Used *used = uses_first(fates->uses, value); used; used = uses_next(fates->uses, value, used))
        if (used->as == USED_BY_EFFECT)
            follow_effect(fates, value, used, journey, fate);
        else if (used->as == USED_ELSEWHERE)
            lose(fate);
        else
            follow_value(fates, value, used, journey, fate);
}

/* --- for the rule --------------------------------------------------------------------------------------------------- */

void fates_init(Fates *fates, RuleContext *context)
{
    const Program *program = context->subject.program;
    uint32_t values = program_value_count(program) + 1;
    *fates = (Fates){.context = context,
                     .program = program,
                     .uses = uses_new(program),
                     .sites = context->sites,
                     .asking = context->asking,
                     .call_of = memory_zeroed(values, sizeof *fates->call_of),
                     .marks = memory_zeroed(values, sizeof *fates->marks)};
    mark_calls(fates);
}

void fates_deinit(Fates *fates)
{
    uses_free(fates->uses);
    free(fates->reads);
    free(fates->call_of);
    free(fates->marks);
}

Fate fates_find(Fates *fates, uint32_t call)
{
    Fate fate = {0};
    fates->seen_count = 0;
    follow(fates, call, (Journey){0}, &fate);
    return fate;
}
