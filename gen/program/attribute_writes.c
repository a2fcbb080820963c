/*
 * Attributes that are assigned and deleted: by statements, setattr(), `object.__dict__[name] = value`.
 */
#include "solver.h"

/* Calls what a property or descriptor, if that is what the class has under the name, does when it is assigned a value or,
 * without one, deleted. */
static bool call_accessor(Program *program, Object object, ObjectData data, uint32_t name, Variable value,
                          Variable site)
{
    Variable member = classes_find(program, data.a, name, 0);
    if (!member)
        return false;
    Argument argument = {value, NAME_NONE};
    CallSite call = {.site = site, .arguments = &argument, .argument_count = value != 0, .reach = REACH_IMPLICIT};
    unsigned trait = value ? TRAIT_SETTER : TRAIT_DELETER;
    bool found = false;
    const ObjectSet set = program->variables[member].set;
    for (uint32_t i = 0; i < set.count; i++) {
        Object descriptor = set_items(&set)[i];
        ObjectData accessor = solver_data(program, descriptor);
        found = (value ? descriptors_set(program, descriptor, object, value, site)
                       : descriptors_delete(program, descriptor, object, site)) ||
                found;
        if (accessor.kind != OBJECT_FUNCTION || !program->traits || !(program->traits[accessor.a] & trait))
            continue;
        calls_link_function(program, accessor.a, object, &call);
        found = true;
    }
    return found;
}

/* `kept`: by kept_write(). */
static void put_into_instance(Program *program, uint32_t class_def, uint32_t name, Variable value, bool kept)
{
    Variable cell = solver_cell(program, CELL_INSTANCE, class_def, name);
    program->variables[cell].set.states |= STATE_STORED;
    solver_link(program, value, LINK_COPY, cell, 0);
    if (!kept && solver_is_kept(program, name))
        solver_link(program, value, LINK_COPY, solver_cell(program, CELL_REST, class_def, name), 0);
}

void attributes_put_into_class(Program *program, uint32_t class_def, uint32_t name, Variable value)
{
    bool is_new = !classes_find(program, class_def, name, 0); /* then its instances may have been asked already */
    solver_link(program, value, LINK_COPY, solver_cell(program, CELL_CLASS, class_def, name), 0);
    if (!is_new || !solver_is_stored(program, name))
        return;
    Variable cell = solver_cell(program, CELL_INSTANCE, class_def, name);
    program->variables[cell].set.states |= STATE_STORED;
    solver_link(program, value, LINK_BIND, cell, solver_object(program, OBJECT_INSTANCE, class_def, 1));
    if (solver_is_kept(program, name))
        solver_link(program, value, LINK_BIND, solver_cell(program, CELL_REST, class_def, name),
                    solver_object(program, OBJECT_INSTANCE, class_def, 1));
}

/* `kept`: put_into_instance()'s, if the object is an instance. */
static void write_attribute(Program *program, Object object, uint32_t name, Variable value, Variable site, bool kept)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_INSTANCE:
        descriptors_intercept(program, object, name, value, site);
        if (!(program->classes[data.a]->specials & SPECIAL_DIVERTS) &&
            !call_accessor(program, object, data, name, value, site) && value)
            put_into_instance(program, data.a, name, value, kept);
        break;
    case OBJECT_CLASS:
        attributes_put_into_class(program, data.a, name, value);
        break;
    case OBJECT_FUNCTION:
    case OBJECT_BOUND:
        solver_link(program, value, LINK_COPY, solver_cell(program, CELL_FUNCTION, data.a, name), 0);
        break;
    case OBJECT_MODULE: {
        uint32_t module_file = modules_file(program->modules, data.a);
        if (module_file != MODULES_NO_FILE)
            solver_link(program, value, LINK_COPY, solver_cell(program, CELL_GLOBAL, module_file, name), 0);
        break;
    }
    case OBJECT_CONTAINER:
        if (attributes_is_namespace(program, data))
            containers_store(program, object, name, value);
        break;
    case OBJECT_EXTERNAL_INSTANCE:
        solver_link(program, value, LINK_COPY, solver_cell(program, CELL_ATTRIBUTE, data.a, name), 0);
        externals_assign(program, data.a, name, value, site);
        break;
    default:
        break;
    }
}

void attributes_write_named(Program *program, Object object, uint32_t name, Variable call)
{
    const ProgramFile *file = program_file_of_value(program, call);
    const Value *value = program_value(program, call);
    if (!name) {
        program->classes[solver_data(program, object).a]->rewritten = true;
        return;
    }
    uint32_t given = value->count > 2 ? file->facts.operands[value->first + 2].value : 0;
    if (value->kind == VALUE_CALL && value->count >= 2)
        write_attribute(program, object, name, solver_variable(file, given), call, false);
}

void attributes_write_plainly(Program *program, Object object, uint32_t name, Variable value, Variable call)
{
    ObjectData data = solver_data(program, object);
    if (!call_accessor(program, object, data, name, value, call) && value)
        put_into_instance(program, data.a, name, value, false);
}

void attributes_write_effect(Program *program, Object object, uint32_t number)
{
    const ProgramFile *file = &program->files[spans_find(&program->effects, number)];
    const Effect *effect = &file->facts.effects[number - file->first_effect];
    ObjectData data = solver_data(program, object);
    if (effect->kind == EFFECT_SET_ITEM) { /* object.__dict__["name"] = value */
        uint32_t name = solver_name(file, file->facts.values[effect->index].name);
        if (data.kind == OBJECT_INSTANCE)
            put_into_instance(program, data.a, name, solver_variable(file, effect->value), false);
        return;
    }
    bool kept = data.kind == OBJECT_INSTANCE && kept_write(program, file, effect, data.a);
    write_attribute(program, object, solver_name(file, effect->name), solver_variable(file, effect->value),
                    file->first_value + effect->site, kept);
}

/* The class whose method assigns an attribute of its receiver, which is none that the class has: a property hears of that
 * itself. Or 0. */
static uint32_t assigned_class(Program *program, const ProgramFile *file, const Effect *effect)
{
    const Def *def = &file->facts.defs[effect->scope];
    const Value *target = &file->facts.values[effect->target];
    if (effect->kind != EFFECT_SET_ATTRIBUTE || target->kind != VALUE_PARAM || !def->param_count ||
        target->base != def->first_param)
        return 0;
    uint32_t method = file->first_def + effect->scope, owner = program_owner(program, method);
    bool of_instance = owner && !(program->traits[method] & (TRAIT_STATIC | TRAIT_CLASSMETHOD)) &&
                       !(program->classes[owner]->specials & SPECIAL_DIVERTS);
    return of_instance && !classes_find(program, owner, solver_name(file, effect->name), 0) ? owner : 0;
}

void attributes_find_assigned(Program *program)
{
    for (size_t number = 0; number < program->file_count; number++) {
        const ProgramFile *file = &program->files[number];
        for (uint32_t i = 1; file->image && i < file->facts.effects_count; i++) {
            const Effect *effect = &file->facts.effects[i];
            uint32_t owner = assigned_class(program, file, effect);
            if (owner)
                program->variables[solver_cell(program, CELL_INSTANCE, owner, solver_name(file, effect->name))]
                    .set.states |= STATE_STORED;
        }
    }
}
