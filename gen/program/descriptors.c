/*
 * Attributes that are read and assigned by calling something: language reference, "Implementing descriptors",
 * "Customizing attribute access"; library reference, property(), staticmethod(), classmethod(). What the decorators of
 * that name make is a trait of the function (classes.c).
 */
#include "solver.h"

#include <string.h>

enum Step {
    STEP_INSTANCE = 32,
    STEP_OWNER,
    STEP_NAME
};

Object descriptors_make(Program *program, uint32_t traits, Variable call)
{
    return solver_object(program, OBJECT_DESCRIPTOR, call, traits);
}

Object descriptors_instance(Program *program, Object object)
{
    ObjectData made = solver_data(program, object);
    if (made.kind != OBJECT_DESCRIPTOR)
        return made.kind == OBJECT_INSTANCE ? object : 0;
    const ProgramFile *file = program_file_of_value(program, made.a);
    const ObjectSet *set = &program->variables[solver_variable(file, program_value(program, made.a)->base)].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData class = solver_data(program, set_items(set)[i]);
        if (class.kind == OBJECT_CLASS && program->classes[class.a]->specials & SPECIAL_PROPERTY)
            return solver_object(program, OBJECT_INSTANCE, class.a, class.b);
    }
    return 0;
}

static bool is_descriptor(const Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    return data.kind == OBJECT_DESCRIPTOR ||
           (data.kind == OBJECT_INSTANCE && program->classes[data.a]->specials & (SPECIAL_GET | SPECIAL_SET));
}

/* --- class bodies ---------------------------------------------------------------------------------------------------- */

/* The properties that a function of the tree makes and returns, for whoever calls it in a class's body. */
static void add_returned(Program *program, uint32_t function, Variable call)
{
    const ProgramFile *file = program_file_of_def(program, function);
    Body body = program_body(program, function);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Value *value = &file->facts.values[effect->value];
        if (effect->kind != EFFECT_RETURN || file->first_def + effect->scope != function || value->kind != VALUE_CALL)
            continue;
        ObjectData callee = solver_only(program, solver_variable(file, value->base));
        unsigned traits = callee.kind == OBJECT_EXTERNAL ? classes_builtin_traits(program, callee.a) : 0;
        if (traits)
            solver_add(program, call, descriptors_make(program, traits, file->first_value + effect->value));
    }
}

/* What a call or decorator in a class's body gives, if that is a descriptor. */
static Object make_descriptor(Program *program, ObjectData callee, Variable call)
{
    bool external = callee.kind == OBJECT_EXTERNAL && program_value(program, call)->kind == VALUE_CALL;
    unsigned traits = external ? classes_builtin_traits(program, callee.a) : 0;
    unsigned described = SPECIAL_GET | SPECIAL_SET | SPECIAL_SET_NAME;
    if (traits)
        return descriptors_make(program, traits, call);
    if (callee.kind == OBJECT_CLASS && program->classes[callee.a]->specials & SPECIAL_PROPERTY)
        return descriptors_make(program, TRAIT_PROPERTY, call);
    if (callee.kind == OBJECT_CLASS && program->classes[callee.a]->specials & described &&
        !(program->classes[callee.a]->specials & SPECIAL_NEW_OTHER))
        return solver_object(program, OBJECT_INSTANCE, callee.a, 0);
    return 0;
}

/* An annotation, `size: int = Counted()`, says what reading it gives. */
static void find_descriptor(Program *program, const ProgramFile *file, uint32_t value)
{
    Variable bound = solver_variable(file, value);
    if (file->facts.values[value].kind == VALUE_INSTANCE && file->facts.values[value].count)
        value = file->facts.operands[file->facts.values[value].first].value;
    if (file->facts.values[value].kind != VALUE_CALL && file->facts.values[value].kind != VALUE_DECORATED)
        return;
    Variable call = solver_variable(file, value), callee = solver_variable(file, file->facts.values[value].base);
    const ObjectSet set = program->variables[callee].set;
    for (uint32_t i = 0; i < set.count; i++) {
        ObjectData data = solver_data(program, set_items(&set)[i]);
        solver_add(program, call, make_descriptor(program, data, call));
        if (data.kind == OBJECT_FUNCTION && file->facts.values[value].kind == VALUE_CALL)
            add_returned(program, data.a, call);
    }
    const ObjectSet made = program->variables[call].set;
    for (uint32_t i = 0; i < made.count && bound != call; i++)
        if (is_descriptor(program, set_items(&made)[i]))
            solver_add(program, bound, set_items(&made)[i]);
}

void descriptors_find(Program *program)
{
    for (uint32_t number = 0; number < program->def_count; number++) {
        const Def *def = program_def(program, number);
        const ProgramFile *file = program_file_of_def(program, number);
        if (def->kind != DEF_CLASS)
            continue;
        for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++)
            find_descriptor(program, file, file->facts.bindings[i].value);
    }
}

/* --- property(), staticmethod(), classmethod() ----------------------------------------------------------------------- */

/* An argument of the call that makes a descriptor, or 0. */
static Variable argument_of(const Program *program, Variable call, uint32_t position, const char *keyword)
{
    const ProgramFile *file = program_file_of_value(program, call);
    const Value *value = program_value(program, call);
    for (uint32_t i = 0; i < value->count; i++) {
        const Operand *operand = &file->facts.operands[value->first + i];
        if (operand->name ? strcmp(facts_name(&file->facts, operand->name), keyword) == 0 : i == position)
            return solver_variable(file, operand->value);
    }
    return 0;
}

/* Calls what a property has as getter or setter; they are functions of the class, so they are known. `within`: the call
 * that runs them, where that is in a `__get__` between; or 0. */
static void call_accessor(Program *program, Variable accessor, Object receiver, const CallSite *site, Variable within)
{
    const ObjectSet set = program->variables[accessor].set;
    for (uint32_t i = 0; i < set.count; i++) {
        ObjectData data = solver_data(program, set_items(&set)[i]);
        if (data.kind != OBJECT_FUNCTION)
            continue;
        if (within)
            calls_give_result(program, data.a, receiver, site);
        calls_link_function(program, data.a, receiver, within ? &(CallSite){.site = within} : site);
    }
}

/* `__get__` of an instance of a class of the tree. */
static void call_get(Program *program, Object descriptor, Object receiver, const CallSite *site)
{
    bool on_class = solver_data(program, receiver).kind == OBJECT_CLASS;
    Variable instance = solver_step(program, site->site, STEP_INSTANCE);
    Variable owner = solver_step(program, site->site, STEP_OWNER);
    Argument arguments[] = {{instance, NAME_NONE}, {owner, NAME_NONE}};
    CallSite call = *site;
    call.arguments = arguments;
    call.argument_count = 2;
    solver_add(program, instance, on_class ? program->none : receiver);
    solver_add(program, owner, classes_of_receiver(program, receiver));
    calls_call_method(program, descriptor, program->known.get, &call);
}

/* A class that inherits from property, but has a `__get__` of its own, which calls the function most likely; or 0. */
static Object find_own_get(Program *program, Object made)
{
    Object instance = descriptors_instance(program, made);
    return instance && program->classes[solver_data(program, instance).a]->specials & SPECIAL_GET ? instance : 0;
}

/* What the function of a property gives says more than what a `__get__` between gives for all attributes. */
static void bind_property(Program *program, Object member, Variable function, Object receiver, Variable target)
{
    Variable reader = attributes_site(program, target);
    CallSite site = {.site = reader, .result = target, .reach = REACH_IMPLICIT};
    Object own = find_own_get(program, member);
    if (own)
        call_get(program, own, receiver, &(CallSite){.site = reader ? reader : target, .reach = REACH_IMPLICIT});
    if (solver_data(program, receiver).kind == OBJECT_CLASS || !reader)
        solver_add(program, target, member);
    else
        call_accessor(program, function, receiver, &site,
                      own ? program->classes[solver_data(program, own).a]->accessing : 0);
}

static void bind_made(Program *program, Object member, ObjectData made, Object receiver, Variable target)
{
    Variable first = argument_of(program, made.a, 0, made.b & TRAIT_PROPERTY ? "fget" : "function");
    if (made.b & TRAIT_STATIC)
        solver_link(program, first, LINK_COPY, target, 0);
    else if (made.b & TRAIT_CLASSMETHOD)
        solver_link(program, first, LINK_BIND_CLASS, target, classes_of_receiver(program, receiver));
    else
        bind_property(program, member, first, receiver, target);
}

/* Functions that are no methods, but what a property calls, are passed an instance of each class that has it. */
static void seed_accessor(Program *program, Variable accessor, uint32_t class_def)
{
    const ObjectSet set = program->variables[accessor].set;
    for (uint32_t i = 0; i < set.count; i++) {
        ObjectData data = solver_data(program, set_items(&set)[i]);
        const Def *def = data.kind == OBJECT_FUNCTION ? program_def(program, data.a) : NULL;
        if (!def || !def->param_count || program_owner(program, data.a))
            continue;
        const ProgramFile *file = program_file_of_def(program, data.a);
        solver_add(program, solver_variable(file, file->facts.params[def->first_param].value),
                   solver_object(program, OBJECT_INSTANCE, class_def, 1));
    }
}

/* What a binding of a class's body is decorated with may have a `__get__` that calls the function. */
static void run_unread(Program *program, Variable binding, uint32_t class_def)
{
    static const char *const accessors[] = {"fget", "fset", "fdel"};
    const ObjectSet set = program->variables[binding].set;
    for (uint32_t i = 0; i < set.count; i++) {
        Object member = set_items(&set)[i], own = 0;
        ObjectData made = solver_data(program, member);
        if (made.kind == OBJECT_DESCRIPTOR && made.b & TRAIT_PROPERTY)
            own = find_own_get(program, member);
        for (uint32_t j = 0; made.kind == OBJECT_DESCRIPTOR && made.b & TRAIT_PROPERTY && !own && j < 3; j++)
            seed_accessor(program, argument_of(program, made.a, j, accessors[j]), class_def);
        Variable within = own ? program->classes[solver_data(program, own).a]->accessing : 0;
        if (within)
            call_accessor(program, argument_of(program, made.a, 0, "fget"), 0, &(CallSite){0}, within);
    }
}

void descriptors_run_unread(Program *program)
{
    for (uint32_t i = 0; i < program->class_count; i++) {
        const Def *def = program_def(program, program->class_defs[i]);
        const ProgramFile *file = program_file_of_def(program, program->class_defs[i]);
        for (uint32_t j = def->first_binding; j < def->first_binding + def->binding_count; j++)
            run_unread(program, solver_variable(file, file->facts.bindings[j].value), program->class_defs[i]);
    }
}

/* --- descriptors of the tree ----------------------------------------------------------------------------------------- */

bool descriptors_bind(Program *program, Object member, Object receiver, Variable target)
{
    ObjectData data = solver_data(program, member);
    if (data.kind == OBJECT_DESCRIPTOR) {
        bind_made(program, member, data, receiver, target);
        return true;
    }
    /* An annotation without a value makes no attribute of the class: of that kind are instances of subclasses. */
    if (data.kind != OBJECT_INSTANCE || data.b || !(program->classes[data.a]->specials & SPECIAL_GET))
        return false;
    Variable reader = attributes_site(program, target);
    call_get(program, member, receiver,
             &(CallSite){.site = reader ? reader : target, .result = target, .reach = REACH_IMPLICIT});
    return true;
}

bool descriptors_set(Program *program, Object member, Object receiver, Variable value, Variable site)
{
    ObjectData data = solver_data(program, member);
    Argument arguments[] = {{0, NAME_NONE}, {value, NAME_NONE}};
    CallSite call = {.site = site, .arguments = arguments + 1, .argument_count = 1, .reach = REACH_IMPLICIT};
    Object instance = data.b && data.kind == OBJECT_INSTANCE ? 0 : descriptors_instance(program, member);
    bool own = instance && program->classes[solver_data(program, instance).a]->specials & SPECIAL_SET;
    if (!own && data.kind == OBJECT_DESCRIPTOR && data.b & TRAIT_PROPERTY) {
        call_accessor(program, argument_of(program, data.a, 1, "fset"), receiver, &call, 0);
        return true;
    }
    if (!own)
        return false;
    arguments[0].variable = solver_step(program, value, STEP_INSTANCE);
    solver_add(program, arguments[0].variable, receiver);
    call.arguments = arguments;
    call.argument_count = 2;
    calls_call_method(program, instance, program->known.set, &call);
    return true;
}

bool descriptors_delete(Program *program, Object member, Object receiver, Variable site)
{
    ObjectData data = solver_data(program, member);
    CallSite call = {.site = site, .reach = REACH_IMPLICIT};
    Object instance = data.b && data.kind == OBJECT_INSTANCE ? 0 : descriptors_instance(program, member);
    bool own = instance && program->classes[solver_data(program, instance).a]->specials & SPECIAL_DELETE;
    if (!own && data.kind == OBJECT_DESCRIPTOR && data.b & TRAIT_PROPERTY)
        call_accessor(program, argument_of(program, data.a, 2, "fdel"), receiver, &call, 0);
    if (!own)
        return false;
    Argument argument = {solver_step(program, site, STEP_INSTANCE), NAME_NONE};
    solver_add(program, argument.variable, receiver);
    call.arguments = &argument;
    call.argument_count = 1;
    return calls_call_method(program, instance, program->known.delete, &call);
}

/* --- __setattr__, __delattr__ ---------------------------------------------------------------------------------------- */

void descriptors_intercept(Program *program, Object object, uint32_t name, Variable value, Variable site)
{
    unsigned special = value ? SPECIAL_SETATTR : SPECIAL_DELATTR;
    if (!(program->classes[solver_data(program, object).a]->specials & special))
        return;
    Variable text = solver_step(program, site, STEP_NAME);
    Argument arguments[] = {{text, NAME_NONE}, {value, NAME_NONE}};
    CallSite call = {.site = site, .arguments = arguments, .argument_count = value ? 2 : 1, .reach = REACH_IMPLICIT};
    solver_add(program, text, solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, name));
    calls_call_method(program, object, value ? program->known.setattr : program->known.delattr, &call);
}
