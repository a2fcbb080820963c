/*
 * Enumerations: library reference, "enum". The class statement makes their members, each of what its name is bound to, and
 * that is the member's value.
 */
#include "solver.h"

/* Whether a name of the body becomes a member: functions, what is only declared, and names such as `_ignore_` do not. */
static bool is_member(const Program *program, const ProgramFile *file, const Binding *binding)
{
    const Value *value = &file->facts.values[binding->value];
    const ObjectSet *set = &program->variables[solver_variable(file, binding->value)].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectKind kind = (ObjectKind)solver_data(program, set_items(set)[i]).kind;
        if (kind == OBJECT_FUNCTION || kind == OBJECT_DESCRIPTOR)
            return false;
    }
    return facts_name(&file->facts, binding->name)[0] != '_' && value->kind != VALUE_DEFINITION &&
           value->kind != VALUE_DECORATED && !(value->kind == VALUE_INSTANCE && !value->count);
}

static bool is_call_of(const Program *program, const ProgramFile *file, const Value *call, uint32_t name)
{
    ObjectData data = solver_only(program, call->kind == VALUE_CALL ? solver_variable(file, call->base) : 0);
    return data.kind == OBJECT_EXTERNAL && data.a == name;
}

/* `RED = "red", paint`: what is in a tuple is passed one by one. */
static void make_member(Program *program, uint32_t class_def, const ProgramFile *file, const Binding *binding,
                        CallSite *site)
{
    const Value *value = &file->facts.values[binding->value];
    bool tuple = value->kind == VALUE_CONTAINER && value->detail == CONTAINER_TUPLE;
    Argument *arguments = arena_alloc(&program->arena, (value->count + 1) * sizeof *arguments);
    for (uint32_t i = 0; tuple && i < value->count; i++) {
        const Operand *item = &file->facts.operands[value->first + i];
        arguments[i] = (Argument){solver_variable(file, item->value), item->name};
    }
    if (!tuple)
        arguments[0] = (Argument){solver_variable(file, binding->value), NAME_NONE};
    site->arguments = arguments;
    site->argument_count = tuple ? value->count : 1;
    calls_call_member(program, class_def, program->known.new, solver_object(program, OBJECT_CLASS, class_def, 0), site);
    calls_call_member(program, class_def, program->known.init, solver_object(program, OBJECT_INSTANCE, class_def, 0),
                      site);
}

void enums_create(Program *program, uint32_t class_def, Variable statement)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    Object class = solver_object(program, OBJECT_CLASS, class_def, 0);
    for (uint32_t i = 0; program->classes[class_def]->is_enum && i < def->binding_count; i++) {
        const Binding *binding = &file->facts.bindings[def->first_binding + i];
        CallSite site = {.site = statement, .argument = i + 1, .reach = REACH_IMPLICIT};
        if (!is_member(program, file, binding))
            continue;
        if (is_call_of(program, file, &file->facts.values[binding->value], program->known.enum_auto)) {
            CallSite automatic = {.site = solver_variable(file, binding->value), .reach = REACH_IMPLICIT};
            calls_call_member(program, class_def, program->known.enum_next, class, &automatic);
        }
        make_member(program, class_def, file, binding, &site);
    }
}

/* The name of the member that a value is read of, `Colour.RED.value`; 0: it may be any. */
static uint32_t member_read(const Program *program, Variable read, uint32_t class_def)
{
    if (read >= program->value_count)
        return 0;
    const ProgramFile *file = program_file_of_value(program, read);
    const Value *member = &file->facts.values[program_value(program, read)->base];
    ObjectData owner = solver_only(program, member->kind == VALUE_ATTRIBUTE ? solver_variable(file, member->base) : 0);
    return owner.kind == OBJECT_CLASS && owner.a == class_def ? solver_name(file, member->name) : 0;
}

/* Texts and numbers are told apart by nobody: it is what may be called, and what may be called on, that matters. */
static bool is_data(const ProgramFile *file, const Binding *binding)
{
    uint8_t kind = file->facts.values[binding->value].kind;
    return kind == VALUE_CONSTANT || kind == VALUE_OPERATOR;
}

bool enums_read_value(Program *program, uint32_t class_def, Variable target)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    uint32_t only = member_read(program, target, class_def);
    bool known = false;
    if (classes_find(program, class_def, program->known.new, 0)) /* it may choose the value */
        return false;
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        const Binding *binding = &file->facts.bindings[i];
        if (!is_member(program, file, binding) || (only && solver_name(file, binding->name) != only))
            continue;
        if (is_data(file, binding))
            return false;
        solver_link(program, solver_variable(file, binding->value), LINK_COPY, target, 0);
        known = true;
    }
    return known;
}
