#include "asking.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>
#include <utarray.h>

enum {
    STEPS_MOST = 200 /* from what is asked about to where it comes from; then it may come from anywhere */
};

typedef struct {
    uint32_t site; /* the call that asks */
    uint32_t next; /* 1 + the question before it in the same function; 0: none */
    bool by_other; /* it calls a function of the tree that asks about what it is passed */
} Question;

struct Asking {
    const Program *program;
    UT_array *questions;
    uint32_t *last; /* by definition: 1 + its last question; 0: it does not ask */
};

static const UT_icd question_icd = {sizeof(Question), NULL, NULL, NULL};

static const Question *question_at(const Asking *asking, uint32_t number)
{
    return (const Question *)(const void *)utarray_eltptr(asking->questions, number - 1);
}

static uint32_t scope_of(const Program *program, uint32_t value)
{
    return program_file_of_value(program, value)->first_def + program_value(program, value)->scope;
}

/* --- what asks ------------------------------------------------------------------------------------------------------- */

/* `hasattr(x, "__await__")` */
static bool names_await(const Program *program, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(program, site);
    const Value *value = program_value(program, site);
    if (value->kind != VALUE_CALL || value->count < 2)
        return false;
    const Value *name = &file->facts.values[file->facts.operands[value->first + 1].value];
    return name->kind == VALUE_CONSTANT && strcmp(facts_name(&file->facts, name->name), "__await__") == 0;
}

/* `isinstance(x, Awaitable)` */
static bool tests_for_awaitable(const Program *program, uint32_t site)
{
    static const char *const types[] = {"Awaitable", "Coroutine", "CoroutineType", "Future", "Task"};
    const ProgramFile *file = program_file_of_value(program, site);
    const Value *value = program_value(program, site);
    if (value->kind != VALUE_CALL || value->count < 2)
        return false;
    uint32_t type = file->first_value + file->facts.operands[value->first + 1].value;
    const char *name = names_text(program_names(program), program_external_of(program, type)),
               *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcmp(dot + 1, types[i]) == 0)
            return true;
    return false;
}

static bool is_question(const Program *program, const ResolvedCall *call)
{
    static const char *const questions[] = {"iscoroutinefunction", "iscoroutine",       "isawaitable", "isfuture",
                                            "isasyncgen",          "isasyncgenfunction"};
    const char *name = strrchr(names_text(program_names(program), call->name), '.');
    bool asks = name && ((strcmp(name + 1, "hasattr") == 0 && names_await(program, call->site)) ||
                         (strcmp(name + 1, "isinstance") == 0 && tests_for_awaitable(program, call->site)));
    for (size_t i = 0; name && i < sizeof questions / sizeof *questions; i++)
        asks = asks || strcmp(name + 1, questions[i]) == 0;
    return asks;
}

static void add_question(Asking *asking, uint32_t site, bool by_other)
{
    uint32_t *last = &asking->last[scope_of(asking->program, site)];
    Question question = {.site = site, .next = *last, .by_other = by_other};
    utarray_push_back(asking->questions, &question);
    *last = utarray_len(asking->questions);
}

/* Whether a call is a question: of Python's own, or, in the second round, by one of the functions that ask. */
static bool asks_by(const Asking *asking, const ResolvedCall *call, bool by_other, const uint32_t *askers)
{
    if (call->reach != REACH_CALL || call->site >= program_value_count(asking->program))
        return false;
    return by_other ? call->target && askers[call->target] : !call->target && is_question(asking->program, call);
}

Asking *asking_new(const Program *program)
{
    size_t count;
    const ResolvedCall *calls = program_calls(program, &count);
    uint32_t defs = program_def_count(program) + 1;
    Asking *asking = memory_alloc(sizeof *asking);
    uint32_t *askers = memory_zeroed(defs, sizeof *askers);
    *asking = (Asking){.program = program, .last = memory_zeroed(defs, sizeof *asking->last)};
    utarray_new(asking->questions, &question_icd);
    for (int by_other = 0; by_other <= 1; by_other++) {
        memcpy(askers, asking->last, defs * sizeof *askers);
        for (size_t i = 0; i < count; i++)
            if (asks_by(asking, &calls[i], by_other, askers))
                add_question(asking, calls[i].site, by_other);
    }
    free(askers);
    return asking;
}

void asking_free(Asking *asking)
{
    utarray_free(asking->questions);
    free(asking->last);
    free(asking);
}

bool asking_asks(const Asking *asking, uint32_t def)
{
    return asking->last[def];
}

/* --- what it is about ------------------------------------------------------------------------------------------------ */

/* Whether two values of a file are spelled alike, and so are most likely the same thing: `self.handler`. */
static bool is_same(const Facts *facts, uint32_t left, uint32_t right, unsigned depth)
{
    enum {
        DEEPEST = 8
    };
    const Value *a = &facts->values[left], *b = &facts->values[right];
    if (left == right)
        return left;
    if (a->kind != b->kind || a->name != b->name || a->count || b->count || depth > DEEPEST)
        return false;
    if (a->kind == VALUE_GLOBAL)
        return true;
    return a->kind == VALUE_CELL ? a->base == b->base
                                 : a->kind == VALUE_ATTRIBUTE && is_same(facts, a->base, b->base, depth + 1);
}

/* Values that were looked at on the way. */
typedef struct {
    uint32_t values[STEPS_MOST];
    unsigned count;
} Trail;

static bool was_seen(const Trail *trail, uint32_t value)
{
    for (unsigned i = 0; i < trail->count; i++)
        if (trail->values[i] == value)
            return true;
    return false;
}

/* Whether a value is made of another: from it as its base, its operand, and so on; but not of what awaiting `call` gives. */
static bool comes_from(const Facts *facts, uint32_t value, uint32_t origin, uint32_t call, Trail *trail)
{
    const Value *by = &facts->values[value];
    bool has_base = program_works_on_base(by) || by->kind == VALUE_NARROWED || by->kind == VALUE_UNPACK ||
                    by->kind == VALUE_REST || by->kind == VALUE_COMPREHENSION;
    if (!value || !origin || (by->kind == VALUE_AWAIT && by->base == call) || was_seen(trail, value))
        return false;
    if (trail->count == STEPS_MOST || is_same(facts, value, origin, 0))
        return true;
    trail->values[trail->count++] = value;
    if (has_base && comes_from(facts, by->base, origin, call, trail))
        return true;
    for (uint32_t i = 0; i < by->count; i++)
        if (comes_from(facts, facts->operands[by->first + i].value, origin, call, trail))
            return true;
    return false;
}

/* `await f()`, and not `x = f()` that is awaited later on. */
static bool is_awaited_at_once(const Program *program, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(program, site);
    uint32_t call = site - file->first_value, next = call + 1;
    return next < file->facts.values_count && file->facts.values[next].kind == VALUE_AWAIT &&
           file->facts.values[next].base == call;
}

/* Whether nobody has a chance to ask what a call gave: it is awaited at once, or of a coroutine function, and dropped. */
static bool is_out_of_hands(const Program *program, uint32_t site, uint32_t target)
{
    const Value *call = program_value(program, site);
    uint32_t callee = program_file_of_value(program, site)->first_value + call->base;
    return is_awaited_at_once(program, site) ||
           (call->flags & VALUE_DISCARDED && program_definition_of(program, callee) == target);
}

/* Whether what a question is passed first may run a target. */
static bool asks_about(const Asking *asking, const Question *question, uint32_t target)
{
    const ProgramFile *file = program_file_of_value(asking->program, question->site);
    const Value *asks = program_value(asking->program, question->site);
    return asks->count &&
           program_may_run(asking->program, file->first_value + file->facts.operands[asks->first].value, target);
}

/* Whether a function that is passed nothing may ask about something that runs a target. */
static bool asks_itself_about(const Asking *asking, uint32_t asker, uint32_t target)
{
    for (uint32_t i = asking->last[asker]; i; i = question_at(asking, i)->next) {
        const Question *question = question_at(asking, i);
        if (question->by_other || !program_value(asking->program, question->site)->count ||
            asks_about(asking, question, target))
            return true;
    }
    return false;
}

/* Whether a question is about what a call gives, or what is called there. */
static bool is_about(const Asking *asking, const Question *question, uint32_t site, uint32_t target)
{
    const ProgramFile *file = program_file_of_value(asking->program, question->site);
    const Value *asks = program_value(asking->program, question->site);
    uint32_t call = site - file->first_value, callee = program_before_tests(file, file->facts.values[call].base);
    uint32_t count = question->by_other || asks->count < 1 ? asks->count : 1;
    for (uint32_t i = 0; i < count; i++) {
        Trail of_call = {.count = 0}, of_callee = {.count = 0};
        uint32_t asked = file->facts.operands[asks->first + i].value;
        if (comes_from(&file->facts, asked, call, call, &of_call) ||
            comes_from(&file->facts, asked, callee, call, &of_callee) ||
            (target && program_may_run(asking->program, file->first_value + asked, target)))
            return true;
    }
    if (asks->kind != VALUE_CALL || asks->count)
        return asks->kind != VALUE_CALL;
    uint32_t asker = program_definition_of(asking->program, file->first_value + asks->base);
    return !asker || !target || !is_out_of_hands(asking->program, site, target) ||
           asks_itself_about(asking, asker, target);
}

/* Whether a function asks about something that may run a target. */
static bool is_asked_by(const Asking *asking, uint32_t def, uint32_t target)
{
    for (uint32_t i = asking->last[def]; i; i = question_at(asking, i)->next)
        if (asks_about(asking, question_at(asking, i), target))
            return true;
    return false;
}

/* The same of a method of a class, its own or inherited: it may keep the answer for the others. */
static bool is_asked_in_class(const Asking *asking, uint32_t class_def, uint32_t target)
{
    size_t count;
    const uint32_t *mro = program_mro(asking->program, class_def, &count);
    for (size_t i = 0; i < count; i++) {
        const ProgramFile *file = program_file_of_def(asking->program, mro[i]);
        for (uint32_t def = mro[i] - file->first_def + 1; def < file->facts.defs_count; def++)
            if (file->first_def + file->facts.defs[def].parent == mro[i] &&
                is_asked_by(asking, file->first_def + def, target))
                return true;
    }
    return false;
}

/* `self.function()`, which is no method of the class: what an object was given, and keeps. */
static bool calls_kept(const Program *program, const ProgramFile *file, uint32_t class_def, uint32_t site)
{
    const Value *callee = &file->facts.values[program_before_tests(file, program_value(program, site)->base)];
    return callee->kind == VALUE_ATTRIBUTE && file->facts.values[callee->base].kind == VALUE_PARAM &&
           !program_method_of(program, class_def, file->names[callee->name]);
}

/* Whether it is asked around a call what is called there: by a decorator, before it makes the wrapper that calls it, or by
 * another method of an object that keeps it. */
static bool is_asked_around(const Asking *asking, uint32_t site, uint32_t target)
{
    const ProgramFile *file = program_file_of_value(asking->program, site);
    const Def *defs = file->facts.defs;
    uint32_t around = defs[program_value(asking->program, site)->scope].parent;
    for (uint32_t i = around; target && i; i = defs[i].parent)
        if (defs[i].kind == DEF_FUNCTION && is_asked_by(asking, file->first_def + i, target))
            return true;
    uint32_t class_def = file->first_def + around;
    return target && defs[around].kind == DEF_CLASS && calls_kept(asking->program, file, class_def, site) &&
           is_asked_in_class(asking, class_def, target);
}

bool asking_is_about(const Asking *asking, uint32_t site, uint32_t target)
{
    for (uint32_t i = asking->last[scope_of(asking->program, site)]; i; i = question_at(asking, i)->next)
        if (is_about(asking, question_at(asking, i), site, target))
            return true;
    return is_asked_around(asking, site, target);
}

/* What comes before the question runs whatever the answer is; unless a loop comes back to it, or its failure is what
 * makes the function ask. */
bool asking_may_guard(const Asking *asking, uint32_t site, uint32_t target)
{
    const Program *program = asking->program;
    bool returns = program_value(program, site)->flags & (VALUE_IN_LOOP | VALUE_GUARDED);
    bool later = returns || !is_awaited_at_once(program, site);
    for (uint32_t i = asking->last[scope_of(program, site)]; i; i = question_at(asking, i)->next)
        if ((later || site > question_at(asking, i)->site) && is_about(asking, question_at(asking, i), site, target))
            return true;
    return is_asked_around(asking, site, target);
}
