/*
 * What a call says of its first argument, where its truth is asked for: `if iscoroutinefunction(f):`. The catalog knows
 * what library functions say; what a function of the tree says stands in what it returns, if that is all it does, or in
 * what it is declared to return.
 */
#include "externals.h"

#include <string.h>

enum {
    DEEPEST = 8, /* what is asked of one function may ask others */
    NEVER_ALONE = UINT32_MAX
};

static Test inverse(Test test)
{
    return test == TEST_FAILS ? TEST_PASSES : test == TEST_PASSES ? TEST_FAILS : TEST_UNSURE;
}

static Test said(bool passes)
{
    return passes ? TEST_PASSES : TEST_FAILS;
}

/* --- what the catalog names ------------------------------------------------------------------------------------------- */

static Test test_function(const Program *program, uint32_t def, CatalogTest kind)
{
    unsigned flags = program_def(program, def)->flags, traits = program->traits ? program->traits[def] : 0;
    bool is_async = flags & DEF_ASYNC, generates = flags & DEF_GENERATOR;
    if (traits & (TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_CONTEXT))
        return TEST_UNSURE;
    switch (kind) {
    case TESTS_COROUTINE_FUNCTION:
        return said(is_async && !generates);
    case TESTS_GENERATOR_FUNCTION:
        return said(!is_async && generates);
    case TESTS_ASYNC_GENERATOR_FUNCTION:
        return said(is_async && generates);
    default:
        return TEST_FAILS;
    }
}

static bool may_be_more(const Program *program, ObjectData instance)
{
    const ClassData *class_data = program->classes[instance.a];
    bool bases = class_data->open;
    for (uint32_t i = 0; i < class_data->external_count; i++)
        bases = bases || !classes_is_hollow(solver_text(program, class_data->external[i]));
    return bases || (instance.b && class_data->subclass_count);
}

static Test test_instance(const Program *program, ObjectData data, CatalogTest kind)
{
    bool calls = classes_find(program, data.a, program->known.call, 0);
    Test otherwise = may_be_more(program, data) ? TEST_UNSURE : TEST_FAILS;
    switch (kind) {
    case TESTS_CALLABLE:
        return calls ? TEST_PASSES : otherwise;
    case TESTS_AWAITABLE:
        return classes_find(program, data.a, program->known.await, 0) ? TEST_PASSES : otherwise;
    case TESTS_COROUTINE_FUNCTION:
        return calls ? TEST_UNSURE : otherwise; /* it may be marked as one */
    default:
        return otherwise;
    }
}

static bool asks_of_function(CatalogTest kind)
{
    return kind == TESTS_COROUTINE_FUNCTION || kind == TESTS_GENERATOR_FUNCTION ||
           kind == TESTS_ASYNC_GENERATOR_FUNCTION;
}

Test predicates_test(const Program *program, CatalogTest kind, ObjectData data)
{
    bool callable = kind == TESTS_CALLABLE;
    switch ((ObjectKind)data.kind) {
    case OBJECT_FUNCTION:
    case OBJECT_BOUND:
        if (asks_of_function(kind))
            return test_function(program, data.a, kind);
        return said(callable || kind == (data.kind == OBJECT_BOUND ? TESTS_METHOD : TESTS_FUNCTION));
    case OBJECT_CLASS:
        return said(callable || kind == TESTS_CLASS);
    case OBJECT_INSTANCE:
        return test_instance(program, data, kind);
    case OBJECT_PARTIAL:
        return asks_of_function(kind) ? predicates_test(program, kind, solver_data(program, data.a)) : said(callable);
    case OBJECT_COROUTINE: /* without a definition it is some awaitable */
        return kind == TESTS_AWAITABLE              ? TEST_PASSES
               : kind == TESTS_COROUTINE && !data.b ? TEST_UNSURE
                                                    : said(kind == TESTS_COROUTINE);
    case OBJECT_GENERATOR: {
        bool is_async = program_def(program, data.a)->flags & DEF_ASYNC;
        return kind == TESTS_AWAITABLE ? TEST_UNSURE
                                       : said(kind == (is_async ? TESTS_ASYNC_GENERATOR : TESTS_GENERATOR));
    }
    case OBJECT_CONSTANT:
    case OBJECT_CONTAINER:
    case OBJECT_MODULE:
        return TEST_FAILS;
    default:
        return TEST_UNSURE;
    }
}

/* What a function from outside asks. */
static CatalogTest asked_by(Program *program, ObjectData callee)
{
    return callee.kind == OBJECT_EXTERNAL ? (CatalogTest)externals_info(program, callee.a)->tests : TESTS_NOTHING;
}

/* --- what Python's own functions say with a second argument ------------------------------------------------------------ */

/* hasattr(x, "name"): instances that get attributes when they are asked may have any. */
static Test test_attribute(const Program *program, const ProgramFile *file, uint32_t value, ObjectData data)
{
    const Value *text = &file->facts.values[value];
    if (data.kind != OBJECT_INSTANCE || text->kind != VALUE_CONSTANT || text->detail != CONSTANT_STRING || !text->name)
        return TEST_UNSURE;
    uint32_t name = solver_name(file, text->name);
    if (classes_find(program, data.a, name, 0))
        return TEST_PASSES;
    bool may_have = may_be_more(program, data) || solver_is_stored(program, name) ||
                    program->classes[data.a]->specials & (SPECIAL_GETATTR | SPECIAL_GETATTRIBUTE);
    return may_have ? TEST_UNSURE : TEST_FAILS;
}

/* issubclass(x, C) */
static Test test_subclass(const Program *program, ObjectData data, ObjectData base)
{
    if (data.kind == OBJECT_INSTANCE || data.kind == OBJECT_CONSTANT || data.kind == OBJECT_CONTAINER ||
        data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND)
        return TEST_FAILS; /* it raises an exception */
    if (data.kind != OBJECT_CLASS || base.kind != OBJECT_CLASS)
        return TEST_UNSURE;
    if (classes_is_subclass(program, data.a, base.a))
        return TEST_PASSES;
    bool may_be = program->classes[data.a]->open || (data.b && program->classes[data.a]->subclass_count) ||
                  classes_find(program, base.a, program->known.subclasshook, 0);
    return may_be ? TEST_UNSURE : TEST_FAILS;
}

/* --- functions of the tree --------------------------------------------------------------------------------------------- */

/* An object that a function is asked of. */
typedef struct {
    Program *program;
    const ProgramFile *file;
    uint32_t def;
    ObjectData data;
} Question;

static Test test_call(Program *program, const ProgramFile *file, const Operand *operands, uint32_t count,
                      ObjectData data, unsigned depth);

/* Whether a value is the first parameter, as it is or taken out of partial objects: `while …: f = f.func`. */
static bool is_asked(const Question *question, uint32_t value, unsigned depth)
{
    const Facts *facts = &question->file->facts;
    const Value *entry = &facts->values[value];
    while (entry->kind == VALUE_NARROWED)
        entry = &facts->values[entry->base];
    if (entry->kind == VALUE_PARAM)
        return entry->base == facts->defs[question->def - question->file->first_def].first_param;
    bool found = false;
    for (uint32_t i = 0; entry->kind == VALUE_PHI && i < entry->count && depth < DEEPEST; i++) {
        uint32_t operand = facts->operands[entry->first + i].value;
        const Value *other = &facts->values[operand];
        if (is_asked(question, operand, depth + 1))
            found = true;
        else if (other->kind != VALUE_ATTRIBUTE || other->count || strcmp(facts_name(facts, other->name), "func") != 0)
            return false;
    }
    return found;
}

/* `iscoroutinefunction(f.__call__)`. That of a function is no coroutine function, whatever the function is. */
static Test test_method_of(const Question *question, const Value *call)
{
    const Program *program = question->program;
    ObjectData callee = solver_only(program, solver_variable(question->file, call->base));
    CatalogTest kind = asked_by(question->program, callee);
    if (!asks_of_function(kind))
        return TEST_UNSURE;
    if (question->data.kind == OBJECT_FUNCTION || question->data.kind == OBJECT_BOUND)
        return TEST_FAILS;
    uint32_t method = question->data.kind == OBJECT_INSTANCE
                          ? classes_find_function(program, question->data.a, program->known.call, 0)
                          : 0;
    return method ? test_function(program, method, kind) : TEST_UNSURE;
}

static Test test_value(const Question *question, uint32_t index, unsigned depth)
{
    const Facts *facts = &question->file->facts;
    const Value *value = &facts->values[index];
    const Operand *operands = &facts->operands[value->first];
    if (depth == DEEPEST)
        return TEST_UNSURE;
    if (value->kind == VALUE_OPERATOR && value->detail == OP_NOT)
        return inverse(test_value(question, value->base, depth + 1));
    if (value->kind == VALUE_PHI && value->detail && value->count == 2) {
        Test decisive = value->detail == OP_OR ? TEST_PASSES : TEST_FAILS;
        Test first = test_value(question, operands[0].value, depth + 1);
        Test second = test_value(question, operands[1].value, depth + 1);
        return first == decisive || second == decisive ? decisive : first == second ? first : TEST_UNSURE;
    }
    if (value->kind != VALUE_CALL || !value->count || value->count > 2 || operands[0].name)
        return TEST_UNSURE;
    const Value *argument = &facts->values[operands[0].value];
    if (argument->kind == VALUE_ATTRIBUTE && !argument->count && is_asked(question, argument->base, 0) &&
        solver_name(question->file, argument->name) == question->program->known.call)
        return test_method_of(question, value);
    if (!is_asked(question, operands[0].value, 0))
        return TEST_UNSURE;
    Operand callee[] = {{value->base, NAME_NONE}, operands[value->count - 1]};
    return test_call(question->program, question->file, callee, value->count, question->data, depth + 1);
}

/* The value that is all a function returns; 0: it does more. */
static uint32_t only_return(const Program *program, uint32_t number)
{
    const ProgramFile *file = program_file_of_def(program, number);
    Body body = program_body(program, number);
    uint32_t returned = 0;
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (file->first_def + effect->scope != number || effect->kind != EFFECT_RETURN)
            continue;
        if (returned || !effect->value)
            return 0;
        returned = effect->value;
    }
    return returned;
}

/* The same, found once for each function. */
static uint32_t find_return(Program *program, uint32_t number)
{
    if (!program->returned)
        program->returned = arena_alloc(&program->arena, (program->all_def_count + 1) * sizeof *program->returned);
    uint32_t *known = &program->returned[number];
    if (!*known)
        *known = only_return(program, number);
    *known = *known ? *known : NEVER_ALONE;
    return *known == NEVER_ALONE ? 0 : *known;
}

/* `-> TypeIs[C]`, `-> TypeGuard[C]`: the latter says nothing of what fails. */
static Test test_declared(Program *program, const ProgramFile *file, const Def *def, ObjectData data)
{
    const Value *declared = &file->facts.values[def->returns];
    if (declared->kind != VALUE_SUBSCRIPT)
        return TEST_UNSURE;
    ObjectData form = solver_only(program, solver_variable(file, declared->base));
    const char *name = form.kind == OBJECT_EXTERNAL ? strrchr(solver_text(program, form.a), '.') : NULL;
    bool both = name && strcmp(name, ".TypeIs") == 0;
    if (!both && (!name || strcmp(name, ".TypeGuard") != 0))
        return TEST_UNSURE;
    Variable type = solver_variable(file, file->facts.operands[declared->first].value);
    Test test = annotations_test(program, data, solver_only(program, type));
    return test == TEST_MAKES || (test == TEST_PASSES && !both) ? TEST_UNSURE : test;
}

static Test test_by_function(Program *program, uint32_t number, ObjectData data, unsigned depth)
{
    const Def *def = program_def(program, number);
    Question question = {program, program_file_of_def(program, number), number, data};
    if (def->flags & (DEF_ASYNC | DEF_GENERATOR) || !def->param_count || program_owner(program, number))
        return TEST_UNSURE;
    uint32_t returned = find_return(program, number);
    Test test = returned ? test_value(&question, returned, depth + 1) : TEST_UNSURE;
    return test == TEST_UNSURE ? test_declared(program, question.file, def, data) : test;
}

/* --- calls -------------------------------------------------------------------------------------------------------------- */

/* Whether a name is that of a function of Python's own. */
static bool is_builtin(const Program *program, ObjectData callee, const char *name)
{
    const char *own =
        callee.kind == OBJECT_EXTERNAL && !callee.b ? program_own_name(solver_text(program, callee.a)) : NULL;
    return own && strcmp(own, name) == 0;
}

/* `operands`: the callee, and what it is passed behind its first argument. */
static Test test_call(Program *program, const ProgramFile *file, const Operand *operands, uint32_t count,
                      ObjectData data, unsigned depth)
{
    ObjectData callee = solver_only(program, solver_variable(file, operands->value));
    uint32_t second = count == 2 ? operands[1].value : 0;
    if (depth == DEEPEST)
        return TEST_UNSURE;
    if (callee.kind == OBJECT_FUNCTION)
        return count == 1 ? test_by_function(program, callee.a, data, depth) : TEST_UNSURE;
    if (second && is_builtin(program, callee, "hasattr"))
        return test_attribute(program, file, second, data);
    ObjectData type = solver_only(program, solver_variable(file, second));
    if (second && is_builtin(program, callee, "issubclass"))
        return test_subclass(program, data, type);
    if (second && is_builtin(program, callee, "isinstance")) {
        Test test = annotations_test(program, data, type);
        return test == TEST_MAKES ? TEST_UNSURE : test;
    }
    CatalogTest kind = asked_by(program, callee);
    return kind ? predicates_test(program, kind, data) : TEST_UNSURE;
}

void predicates_narrow(Program *program, Object object, Variable narrowed, Variable target)
{
    const ProgramFile *file = program_file_of_value(program, narrowed);
    const Value *value = program_value(program, narrowed);
    Test test =
        test_call(program, file, &file->facts.operands[value->first], value->count, solver_data(program, object), 0);
    if (test != (value->detail == NARROWED_HOLDS ? TEST_FAILS : TEST_PASSES))
        solver_add(program, target, object);
}
