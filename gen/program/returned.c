/*
 * Functions whose result depends on the class that they are called on or passed: `return cls()`, `return self.create()`,
 * `return kind(*args)`. What they return is one cell for all calls; here each class has one of its own, in which the
 * expressions that are returned are evaluated for it. What cannot be evaluated so is what it is for all.
 */
#include "solver.h"

#include <string.h>

enum {
    DEEPEST = 12,      /* values in values, functions in functions */
    PARAMS_MAX = 32,   /* the others are not looked at */
    MAKES_NOTHING = 1, /* in Program.makes; 0: nobody has asked */
    MAKES_BY_FIRST     /* and so on: by which parameter */
};

/* The evaluation of what a function returns for an object as one of its parameters. */
typedef struct {
    Program *program;
    const ProgramFile *file;
    uint32_t def, param; /* of the program, of the file */
    Object object;
    Variable cell; /* gets it */
    unsigned depth;
} Making;

/* --- which functions ------------------------------------------------------------------------------------------------- */

static const Value *value_at(const ProgramFile *file, uint32_t index)
{
    return &file->facts.values[index];
}

/* 1 + the index of the parameter that a value is, or 0. */
static uint32_t param_of(const ProgramFile *file, const Def *def, const Value *value)
{
    uint32_t index = value->base - def->first_param;
    bool own = value->kind == VALUE_PARAM && index < def->param_count && index < PARAMS_MAX;
    return own && file->facts.params[value->base].kind <= PARAM_KEYWORD_ONLY ? 1 + index : 0;
}

static bool is_global(const ProgramFile *file, const Value *value, const char *name)
{
    return value->kind == VALUE_GLOBAL && strcmp(facts_name(&file->facts, value->name), name) == 0;
}

/* What a call passes first, if that is one argument by position; or the unknown. */
static const Value *first_argument(const ProgramFile *file, const Value *call)
{
    const Operand *operand = &file->facts.operands[call->first];
    return value_at(file, call->kind == VALUE_CALL && call->count && !operand->name ? operand->value : 0);
}

/* What a method is asked of: the parameter itself, its class, or what super() says. */
static uint32_t owner_param(const ProgramFile *file, const Def *def, const Value *owner)
{
    if (owner->kind == VALUE_ATTRIBUTE && strcmp(facts_name(&file->facts, owner->name), "__class__") == 0)
        return param_of(file, def, value_at(file, owner->base));
    if (owner->kind != VALUE_CALL)
        return param_of(file, def, owner);
    const Value *callee = value_at(file, owner->base);
    if (is_global(file, callee, "type") && owner->count == 1)
        return param_of(file, def, first_argument(file, owner));
    return is_global(file, callee, "super") && !owner->count && def->param_count;
}

/* 1 + the index of the parameter that what a value gives depends on, as far as it can be evaluated; or 0. */
static uint32_t decides(const ProgramFile *file, const Def *def, uint32_t index, unsigned depth)
{
    const Value *value = value_at(file, index);
    if (depth > DEEPEST)
        return 0;
    switch ((ValueKind)value->kind) {
    case VALUE_NARROWED:
    case VALUE_AWAIT:
        return decides(file, def, value->base, depth + 1);
    case VALUE_PHI: {
        uint32_t found = 0;
        for (uint32_t i = 0; i < value->count && !found; i++)
            found = decides(file, def, file->facts.operands[value->first + i].value, depth + 1);
        return found;
    }
    case VALUE_CALL: {
        const Value *callee = value_at(file, value->base);
        return callee->kind == VALUE_ATTRIBUTE && !callee->count ? owner_param(file, def, value_at(file, callee->base))
                                                                 : owner_param(file, def, callee);
    }
    default:
        return 0;
    }
}

/* Is it `T`, where the other one is the same name? */
static bool is_same_name(const Value *annotation, const Value *other)
{
    return annotation->kind == VALUE_GLOBAL && other->kind == VALUE_GLOBAL && annotation->name == other->name;
}

/* What is in the brackets of `type[…]`; or NULL. */
static const Value *inside_type(const ProgramFile *file, const Value *annotation)
{
    const Value *base = value_at(file, annotation->base);
    bool named = base->kind == VALUE_GLOBAL || base->kind == VALUE_ATTRIBUTE;
    bool type = annotation->kind == VALUE_SUBSCRIPT && annotation->count == 1 && named &&
                strcasecmp(facts_name(&file->facts, base->name), "type") == 0;
    return type ? value_at(file, file->facts.operands[annotation->first].value) : NULL;
}

/* What a function is declared to give for a class that it is passed. */
typedef enum {
    DECLARES_OTHERS,
    DECLARES_INSTANCE, /* (kind: type[T]) -> T, or Self */
    DECLARES_SAME      /* (kind: T) -> T, (kind: type[T]) -> type[T] */
} Declares;

/* What comes from outside is no type variable, but Any or the like. */
static bool is_outside(const Program *program, const ProgramFile *file, const Value *annotation)
{
    const ObjectSet *set = &program->variables[solver_variable(file, (uint32_t)(annotation - file->facts.values))].set;
    return set->count && solver_data(program, set_items(set)[0]).kind == OBJECT_EXTERNAL;
}

static bool returns_self(const Program *program, const ProgramFile *file, const Def *def)
{
    const ObjectSet *set = &program->variables[solver_variable(file, def->returns)].set;
    ObjectData data = solver_data(program, def->returns && set->count ? set_items(set)[0] : 0);
    return data.kind == OBJECT_EXTERNAL && annotations_form(solver_text(program, data.a)) == FORM_SELF;
}

static Declares declares(const Program *program, const ProgramFile *file, const Def *def, uint32_t index)
{
    const Param *param = &file->facts.params[def->first_param + index];
    const Value *returns = value_at(file, def->returns), *annotation = value_at(file, param->annotation);
    if (!index && file->facts.defs[def->parent].kind == DEF_CLASS && returns_self(program, file, def))
        return DECLARES_INSTANCE;
    if (param->kind > PARAM_KEYWORD_ONLY || !param->annotation || !def->returns)
        return DECLARES_OTHERS;
    const Value *made = inside_type(file, annotation), *given = inside_type(file, returns);
    if (is_outside(program, file, given ? given : returns))
        return DECLARES_OTHERS;
    if (made && is_same_name(made, returns))
        return DECLARES_INSTANCE;
    bool same = made && given ? is_same_name(made, given) : is_same_name(annotation, returns);
    return same ? DECLARES_SAME : DECLARES_OTHERS;
}

/* A decorator that is declared to keep a class may still put one that it defines in its place. */
static bool returns_definition(const ProgramFile *file, const Body *body, uint32_t scope)
{
    for (uint32_t i = body->first_effect; i < body->end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        uint8_t kind = value_at(file, effect->value)->kind;
        if (effect->kind == EFFECT_RETURN && effect->scope == scope &&
            (kind == VALUE_DEFINITION || kind == VALUE_DECORATED))
            return true;
    }
    return false;
}

static uint32_t find_declared(const Program *program, const ProgramFile *file, const Def *def)
{
    for (uint32_t i = 0; def->returns && i < def->param_count && i < PARAMS_MAX; i++)
        if (declares(program, file, def, i) != DECLARES_OTHERS)
            return 1 + i;
    return 0;
}

/* MAKES_NOTHING, or from MAKES_BY_FIRST on the parameter. */
static uint8_t find_maker(const Program *program, uint32_t number)
{
    const ProgramFile *file = program_file_of_def(program, number);
    const Def *def = program_def(program, number);
    uint32_t scope = number - file->first_def;
    Body body = program_body(program, number);
    if (def->flags & DEF_GENERATOR || program_is_resolved(file) || program->keyed[number] ||
        program->chooses[number].param || returns_definition(file, &body, scope) ||
        solver_name(file, def->name) == program->known.getattr)
        return MAKES_NOTHING;
    uint32_t found = find_declared(program, file, def);
    for (uint32_t i = body.first_effect; !found && i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && effect->scope == scope)
            found = decides(file, def, effect->value, 0);
    }
    return (uint8_t)(found ? MAKES_BY_FIRST + found - 1 : MAKES_NOTHING);
}

bool returned_is_made(Program *program, uint32_t def)
{
    if (!program->makes[def])
        program->makes[def] = find_maker(program, def);
    return program->makes[def] != MAKES_NOTHING;
}

/* --- what they return for an object ---------------------------------------------------------------------------------- */

static Variable returned_cell(Program *program, uint32_t def, uint32_t param, Object object, unsigned depth);

/* An instance of a class that is called; false: it may give something else. */
static bool give_instance(const Making *making, Object class_object)
{
    Program *program = making->program;
    ObjectData data = solver_data(program, class_object);
    const ClassData *class_data = data.kind == OBJECT_CLASS ? program->classes[data.a] : NULL;
    if (!class_data || class_data->specials & (SPECIAL_NEW_OTHER | SPECIAL_PROPERTY))
        return false;
    bool or_subclass = data.b || class_data->specials & SPECIAL_NEW_CHOICE;
    solver_add(program, making->cell, solver_object(program, OBJECT_INSTANCE, data.a, or_subclass));
    return true;
}

/* What a method gives that is called on the object, and maybe awaited; false: that is not known of it alone. */
static bool give_method(const Making *making, uint32_t method, Object receiver, bool awaited)
{
    Program *program = making->program;
    const Def *def = program_def(program, method);
    unsigned traits = program->traits[method], plain = TRAIT_CLASSMETHOD;
    ObjectKind kind = (ObjectKind)solver_data(program, receiver).kind;
    if (traits & TRAIT_CLASSMETHOD)
        receiver = classes_of_receiver(program, receiver);
    if (traits & ~plain || def->flags & DEF_GENERATOR || (kind == OBJECT_CLASS && !(traits & TRAIT_CLASSMETHOD)) ||
        program->keyed[method] || program->chooses[method].param || program->passed[method] & ~1u ||
        program->tested[method] || (awaited && !(def->flags & DEF_ASYNC)))
        return false;
    Variable returned = returned_cell(program, method, 0, receiver, making->depth + 1);
    if (def->flags & DEF_ASYNC && !awaited)
        solver_add(program, making->cell, solver_object(program, OBJECT_COROUTINE, returned, method));
    else
        solver_link(program, returned, LINK_COPY, making->cell, 0);
    if (program->passed[method] & 1)
        solver_add(program, making->cell, receiver);
    return true;
}

/* The same of the method of a name, which the object's class has, or those behind another one in its order. */
static bool give_named(const Making *making, uint32_t name, Object receiver, uint32_t after, bool awaited)
{
    const Program *program = making->program;
    ObjectData data = solver_data(program, receiver);
    if ((data.kind != OBJECT_INSTANCE && data.kind != OBJECT_CLASS) || data.b || solver_is_stored(program, name))
        return false;
    uint32_t function = classes_find_function(program, data.a, name, after);
    return function && give_method(making, function, receiver, awaited);
}

/* `cls()`, `type(self)()`, `cls.create()`, `super().create()`, `cls.__new__(cls)` */
static bool give_call(const Making *making, const Value *call, bool awaited)
{
    Program *program = making->program;
    const ProgramFile *file = making->file;
    const Def *def = program_def(program, making->def);
    const Value *callee = value_at(file, call->base), *owner = value_at(file, callee->base);
    Object class_object = classes_of_receiver(program, making->object);
    if (callee->kind != VALUE_ATTRIBUTE || callee->count)
        return !awaited && owner_param(file, def, callee) == 1 + making->param &&
               give_instance(making, callee->kind == VALUE_PARAM ? making->object : class_object);
    if (owner_param(file, def, owner) != 1 + making->param)
        return false;
    bool super = owner->kind == VALUE_CALL && !owner->count;
    uint32_t name = solver_name(file, callee->name), after = super ? program_owner(program, making->def) : 0;
    if (super && !after)
        return false;
    if (name == program->known.new)
        return !awaited && param_of(file, def, first_argument(file, call)) == 1 + making->param &&
               give_instance(making, making->object);
    return give_named(making, name, super || owner->kind == VALUE_PARAM ? making->object : class_object, after,
                      awaited);
}

static bool give_value(const Making *making, uint32_t index, unsigned depth)
{
    const Value *value = value_at(making->file, index);
    if (depth > DEEPEST)
        return false;
    switch ((ValueKind)value->kind) {
    case VALUE_NARROWED:
        return value->detail == NARROWED_NOT_NONE && give_value(making, value->base, depth + 1);
    case VALUE_CALL:
        return give_call(making, value, false);
    case VALUE_AWAIT:
        return value_at(making->file, value->base)->kind == VALUE_CALL &&
               give_call(making, value_at(making->file, value->base), true);
    case VALUE_PARAM:
        if (param_of(making->file, program_def(making->program, making->def), value) != 1 + making->param)
            return false;
        solver_add(making->program, making->cell, making->object);
        return true;
    default:
        return false;
    }
}

/* A value that is returned: each of the several that it may be by itself. */
static void give_returned(const Making *making, uint32_t index, unsigned depth)
{
    const Value *value = value_at(making->file, index);
    if (value->kind == VALUE_PHI && depth <= DEEPEST)
        for (uint32_t i = 0; i < value->count; i++)
            give_returned(making, making->file->facts.operands[value->first + i].value, depth + 1);
    else if (!give_value(making, index, depth))
        solver_link(making->program, solver_variable(making->file, index), LINK_COPY, making->cell, 0);
}

/* False: it is not declared to give one thing or the other. */
static bool give_declared(const Making *making)
{
    Program *program = making->program;
    switch (declares(program, making->file, program_def(program, making->def), making->param)) {
    case DECLARES_OTHERS:
        return false;
    case DECLARES_SAME:
        solver_add(program, making->cell, making->object);
        return true;
    case DECLARES_INSTANCE:
        if (solver_data(program, making->object).kind == OBJECT_INSTANCE)
            solver_add(program, making->cell, making->object);
        else if (!give_instance(making, making->object))
            solver_link(program, solver_cell(program, CELL_RETURN, making->def, 0), LINK_COPY, making->cell, 0);
        return true;
    }
    return false;
}

static void give_effects(const Making *making)
{
    Program *program = making->program;
    Body body = program_body(program, making->def);
    uint32_t returns = program_def(program, making->def)->returns;
    if (returns)
        annotations_declare(program, solver_variable(making->file, returns), (Declaration){.target = making->cell},
                            false);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &making->file->facts.effects[i];
        if (effect->kind != EFFECT_RETURN || making->file->first_def + effect->scope != making->def)
            continue;
        if (!effect->value)
            solver_add(program, making->cell, program->none);
        else if (!linking_returns_param(program, making->file, effect) &&
                 !classes_is_not_implemented(program, making->file, effect->value))
            give_returned(making, effect->value, 0);
    }
}

/* The cell of what a function returns for an object as that parameter. */
static Variable returned_cell(Program *program, uint32_t def, uint32_t param, Object object, unsigned depth)
{
    ObjectKind kind = (ObjectKind)solver_data(program, object).kind;
    if ((kind != OBJECT_CLASS && kind != OBJECT_INSTANCE) || depth > DEEPEST || !returned_is_made(program, def) ||
        program->makes[def] != MAKES_BY_FIRST + param)
        return solver_cell(program, CELL_RETURN, def, 0);
    Variable cell = solver_find_cell(program, CELL_RETURNED, def, object);
    if (cell)
        return cell;
    cell = solver_cell(program, CELL_RETURNED, def, object);
    Making making = {program, program_file_of_def(program, def), def, param, object, cell, depth};
    if (!give_declared(&making))
        give_effects(&making);
    return cell;
}

/* --- calls ----------------------------------------------------------------------------------------------------------- */

bool returned_depends(Program *program, uint32_t def)
{
    return returned_is_made(program, def) && program->makes[def] == MAKES_BY_FIRST;
}

Variable returned_for_receiver(Program *program, uint32_t def, Object receiver)
{
    return returned_cell(program, def, 0, receiver, 0);
}

bool returned_ask_argument(Program *program, uint32_t def, bool has_receiver, const CallSite *site)
{
    if (!returned_is_made(program, def))
        return false;
    Variable argument = calls_passed_for(program, def, program->makes[def] - MAKES_BY_FIRST, has_receiver, site);
    solver_link(program, argument, LINK_MAKE, site->result, def);
    return argument;
}

void returned_for_argument(Program *program, Object argument, uint32_t def, Variable result)
{
    bool is_class = solver_data(program, argument).kind == OBJECT_CLASS;
    solver_link(program, returned_cell(program, def, program->makes[def] - MAKES_BY_FIRST, is_class ? argument : 0, 0),
                LINK_COPY, result, 0);
}
