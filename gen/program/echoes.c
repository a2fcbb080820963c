/*
 * Functions whose result is made of what they are passed, or chosen by tests of it: `ensure_list(x)`, which gives x or [x]; a
 * decorator that defines one wrapper for coroutine functions and one for others. What they return is one cell for all calls;
 * here each call has one of its own, which gets what the call passes, and nothing that is returned where that does not
 * come to.
 */
#include "solver.h"

enum {
    DEEPEST = 8,        /* values in values */
    CALLS_DEEPEST = 3,  /* calls in functions that are followed for another call */
    ECHOES_NOTHING = 1, /* in Program.echoes; 0: nobody has asked */
    ECHOES
};

/* A call of such a function. */
typedef struct {
    Program *program;
    const ProgramFile *file; /* of the function */
    uint32_t def;
    bool has_receiver;
    const CallSite *site;
} Echo;

static const Value *value_at(const ProgramFile *file, uint32_t index)
{
    return &file->facts.values[index];
}

/* --- which functions ------------------------------------------------------------------------------------------------- */

/* The parameter of a definition (of the file) that a value is, before tests that it passed; NULL: it is something else. */
static const Value *root_param(const ProgramFile *file, uint32_t scope, uint32_t index)
{
    const Def *def = &file->facts.defs[scope];
    const Value *value = value_at(file, index);
    for (unsigned i = 0; value->kind == VALUE_NARROWED && i < DEEPEST; i++)
        value = value_at(file, value->base);
    bool own = value->kind == VALUE_PARAM && value->base - def->first_param < def->param_count;
    return own && file->facts.params[value->base].kind <= PARAM_KEYWORD_ONLY ? value : NULL;
}

/* The only thing that a coroutine function returns, which is defined in another one and takes nothing; or 0. */
static uint32_t returned_by_inner(const Program *program, const ProgramFile *file, const Value *call)
{
    const Value *callee = value_at(file, call->base);
    if (call->count || callee->kind != VALUE_DEFINITION)
        return 0;
    const Def *inner = &file->facts.defs[callee->base];
    Body body = program_body(program, file->first_def + callee->base);
    uint32_t returned = 0;
    if (inner->kind != DEF_FUNCTION || inner->param_count || !(inner->flags & DEF_ASYNC) ||
        inner->flags & DEF_GENERATOR)
        return 0;
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind != EFFECT_RETURN || effect->scope != callee->base)
            continue;
        if (returned)
            return 0;
        returned = effect->value;
    }
    return returned;
}

/* The function of the tree that a call calls, and nothing else; or 0. */
static uint32_t called_function(const Program *program, const ProgramFile *file, const Value *call)
{
    uint8_t kind = value_at(file, call->base)->kind;
    if (call->kind != VALUE_CALL || (kind != VALUE_GLOBAL && kind != VALUE_IMPORT))
        return 0;
    ObjectData callee = solver_only(program, solver_variable(file, call->base));
    return callee.kind == OBJECT_FUNCTION ? callee.a : 0;
}

static bool is_echo(Program *program, uint32_t number, unsigned depth);

static bool passes_param(const ProgramFile *file, uint32_t scope, const Value *value)
{
    for (uint32_t i = 0; i < value->count; i++) {
        const Operand *operand = &file->facts.operands[value->first + i];
        if (operand->name == NAME_STAR || operand->name == NAME_DOUBLESTAR)
            return false;
        if (root_param(file, scope, operand->value))
            return true;
    }
    return false;
}

/* Is it a list or tuple of what the function is passed? */
static bool is_display(const ProgramFile *file, uint32_t scope, const Value *value)
{
    return value->kind == VALUE_CONTAINER && value->detail <= CONTAINER_TUPLE && value->count == 1 &&
           passes_param(file, scope, value);
}

/* Does what a function is passed come back as part of a value? */
static bool gives_back(Program *program, const ProgramFile *file, uint32_t scope, uint32_t index, unsigned depth)
{
    const Value *value = value_at(file, index);
    if (depth > DEEPEST)
        return false;
    if (value->kind == VALUE_PHI) {
        for (uint32_t i = 0; i < value->count; i++)
            if (gives_back(program, file, scope, file->facts.operands[value->first + i].value, depth + 1))
                return true;
        return false;
    }
    if (value->kind != VALUE_CALL)
        return is_display(file, scope, value);
    uint32_t inner = returned_by_inner(program, file, value), function = called_function(program, file, value);
    if (inner)
        return root_param(file, scope, inner);
    return function && passes_param(file, scope, value) &&
           (program->passed[function] || program->tested[function] || is_echo(program, function, depth + 1));
}

static bool find_echo(Program *program, uint32_t number, unsigned depth)
{
    const ProgramFile *file = program_file_of_def(program, number);
    const Def *def = program_def(program, number);
    unsigned plain = TRAIT_STATIC | TRAIT_CLASSMETHOD;
    if (program_is_resolved(file) || def->flags & (DEF_ASYNC | DEF_GENERATOR) || !def->param_count ||
        program->keyed[number] || program->chooses[number].param || returned_is_made(program, number) ||
        (program->traits && program->traits[number] & ~plain))
        return false;
    Body body = program_body(program, number);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && file->first_def + effect->scope == number && effect->value &&
            (effect->site || gives_back(program, file, effect->scope, effect->value, depth)))
            return true;
    }
    return false;
}

static bool is_echo(Program *program, uint32_t number, unsigned depth)
{
    if (!program->echoes[number]) {
        program->echoes[number] = ECHOES_NOTHING; /* while it is asked itself */
        if (find_echo(program, number, depth))
            program->echoes[number] = ECHOES;
    }
    return program->echoes[number] == ECHOES;
}

/* --- what a call gets ------------------------------------------------------------------------------------------------ */

/* What the call passes for the parameter that a value is, as far as it passes the tests before it; 0: that is not told. */
static Variable passed_for(const Echo *echo, uint32_t index, unsigned depth)
{
    Program *program = echo->program;
    const Value *value = value_at(echo->file, index);
    if (value->kind == VALUE_PARAM)
        return calls_passed_for(program, echo->def, value->base - program_def(program, echo->def)->first_param,
                                echo->has_receiver, echo->site);
    if (value->kind != VALUE_NARROWED || depth > DEEPEST)
        return 0;
    Variable own = solver_variable(echo->file, index), base = passed_for(echo, value->base, depth + 1);
    Variable cell = base ? solver_find_cell(program, CELL_ECHOED, echo->site->result, own) : 0;
    if (!base || cell)
        return cell;
    cell = solver_cell(program, CELL_ECHOED, echo->site->result, own);
    solver_link(program, base, LINK_NARROW, cell, own);
    return cell;
}

static Variable passed_as(const Echo *echo, uint32_t index)
{
    return root_param(echo->file, echo->def - echo->file->first_def, index) ? passed_for(echo, index, 0) : 0;
}

/* In how many calls in functions another call is followed. */
static unsigned depth_of(const Program *program, Variable result)
{
    unsigned depth = 0;
    for (const CellKey *key; result >= program->first_cell; result = key->a, depth++) {
        key = (const CellKey *)(const void *)utarray_eltptr(program->cell_keys, result - program->first_cell);
        if (key->kind != CELL_ECHOED)
            break;
    }
    return depth;
}

/* A call in the function gives what it gives for what the outer call passes. */
static void follow_call(const Echo *echo, const Value *call, Variable own, uint32_t function, Variable cell)
{
    Program *program = echo->program;
    size_t count;
    const Argument *arguments = calls_arguments(program, own, &count);
    Argument *passed = arena_alloc(&program->arena, (count + 1) * sizeof *passed);
    for (size_t i = 0; i < count; i++) {
        Variable told = passed_as(echo, echo->file->facts.operands[call->first + i].value);
        passed[i] = (Argument){told ? told : arguments[i].variable, arguments[i].name};
    }
    CallSite site = {.site = own, .result = cell, .arguments = passed, .argument_count = count};
    calls_pass_through(program, function, 0, &site);
    calls_give_result(program, function, 0, &site);
}

static void fill_display(const Echo *echo, const Value *display, Variable cell)
{
    Program *program = echo->program;
    uint32_t element = echo->file->facts.operands[display->first].value;
    Object container = solver_object(program, OBJECT_CONTAINER, cell, display->detail);
    solver_add(program, cell, container);
    containers_store(program, container, calls_position_name(program, 0), passed_as(echo, element));
}

/* The variable of what a returned value is for the call. */
static Variable given_by(const Echo *echo, uint32_t index, unsigned depth)
{
    Program *program = echo->program;
    const ProgramFile *file = echo->file;
    const Value *value = value_at(file, index);
    uint32_t scope = echo->def - file->first_def;
    Variable own = solver_variable(file, index), passed = passed_as(echo, index);
    if (passed || depth > DEEPEST || !gives_back(program, file, scope, index, 0))
        return passed ? passed : own;
    Variable cell = solver_cell(program, CELL_ECHOED, echo->site->result, own);
    uint32_t inner = value->kind == VALUE_CALL ? returned_by_inner(program, file, value) : 0;
    if (value->kind == VALUE_PHI)
        for (uint32_t i = 0; i < value->count; i++)
            solver_link(program, given_by(echo, file->facts.operands[value->first + i].value, depth + 1), LINK_COPY,
                        cell, 0);
    else if (value->kind == VALUE_CONTAINER)
        fill_display(echo, value, cell);
    else if (inner)
        solver_add(program, cell,
                   solver_object(program, OBJECT_COROUTINE, passed_as(echo, inner),
                                 file->first_def + value_at(file, value->base)->base));
    else
        follow_call(echo, value, own, called_function(program, file, value), cell);
    return cell;
}

/* Does the call tell what it passes for each parameter that is part of a value? */
static bool tells_value(const Echo *echo, uint32_t index, unsigned depth)
{
    const Value *value = value_at(echo->file, index);
    const Value *param = root_param(echo->file, echo->def - echo->file->first_def, index);
    bool several = value->kind == VALUE_PHI || value->kind == VALUE_CALL || value->kind == VALUE_CONTAINER;
    if (param)
        return passed_for(echo, (uint32_t)(param - echo->file->facts.values), 0);
    uint32_t inner = value->kind == VALUE_CALL ? returned_by_inner(echo->program, echo->file, value) : 0;
    if (inner)
        return depth < DEEPEST && tells_value(echo, inner, depth + 1);
    for (uint32_t i = 0; several && i < value->count; i++)
        if (depth == DEEPEST || !tells_value(echo, echo->file->facts.operands[value->first + i].value, depth + 1))
            return false;
    return true;
}

/* Is it a return of the function, of something that does not go from call to result by itself? */
static bool is_return(const Echo *echo, const Effect *effect)
{
    return effect->kind == EFFECT_RETURN && echo->file->first_def + effect->scope == echo->def &&
           !(effect->value && (linking_returns_param(echo->program, echo->file, effect) ||
                               classes_is_not_implemented(echo->program, echo->file, effect->value)));
}

static bool tells(const Echo *echo)
{
    Body body = program_body(echo->program, echo->def);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &echo->file->facts.effects[i];
        if (is_return(echo, effect) && (!tells_value(echo, effect->value, 0) || !tells_value(echo, effect->site, 0)))
            return false;
    }
    return true;
}

static void give_return(const Echo *echo, const Effect *effect, Variable cell)
{
    Variable guard = effect->site ? passed_as(echo, effect->site) : 0;
    Variable given = effect->value ? given_by(echo, effect->value, 0) : 0;
    if (!given)
        solver_add(echo->program, cell, echo->program->none);
    else if (guard)
        solver_link(echo->program, guard, LINK_ADMIT, cell, given);
    else
        solver_link(echo->program, given, LINK_COPY, cell, 0);
}

bool echoes_give(Program *program, uint32_t def, bool has_receiver, const CallSite *site)
{
    if (!is_echo(program, def, 0) || depth_of(program, site->result) > CALLS_DEEPEST)
        return false;
    const ProgramFile *file = program_file_of_def(program, def);
    Echo echo = {program, file, def, has_receiver, site};
    if (!tells(&echo))
        return false;
    Variable cell = solver_cell(program, CELL_GIVEN, site->result, def);
    Variable annotation = solver_variable(file, program_def(program, def)->returns);
    if (annotation)
        annotations_declare(program, annotation, (Declaration){.target = cell}, false);
    Body body = program_body(program, def);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++)
        if (is_return(&echo, &file->facts.effects[i]))
            give_return(&echo, &file->facts.effects[i], cell);
    solver_link(program, cell, LINK_COPY, site->result, 0);
    return true;
}
