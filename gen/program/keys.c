/*
 * Keys of mappings, as names by which their elements are kept apart: constants, tuples of them, classes, members of
 * enumerations. Two keys
 * that are equal to Python have the same name here; of what may be equal to something else, nothing is said.
 */
#include "solver.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* A name that no text is: of a class or what belongs to it. */
static uint32_t numbered(Program *program, const char *kind, uint32_t number)
{
    char text[32];
    snprintf(text, sizeof text, "<%s %u>", kind, number);
    return solver_intern(program, text);
}

static uint32_t constant_key(Program *program, uint32_t type, uint32_t name)
{
    const char *text = solver_text(program, name);
    if (type == CONSTANT_NONE)
        return solver_intern(program, "<None>");
    if (type == CONSTANT_BYTES && name)
        return solver_join(program, solver_intern(program, "<bytes>"), name);
    if (!name || type == CONSTANT_INTEGER || (*text != '\'' && *text != '<' && !isdigit((unsigned char)*text)))
        return name;
    return solver_join(program, solver_intern(program, "'"), name); /* "1" is another key than 1 */
}

/* Of a tuple as it is written. */
static uint32_t tuple_key(Program *program, const ProgramFile *file, const Value *tuple)
{
    char text[100] = "<tuple ";
    size_t length = strlen(text);
    for (uint32_t i = 0; i < tuple->count; i++) {
        const Operand *item = &file->facts.operands[tuple->first + i];
        const Value *value = &file->facts.values[item->value];
        uint32_t key = !item->name && value->kind == VALUE_CONSTANT
                           ? constant_key(program, value->detail, solver_name(file, value->name))
                           : 0;
        length += (size_t)snprintf(text + length, sizeof text - length, "%u,", key);
        if (!key || length >= sizeof text)
            return 0;
    }
    return solver_intern(program, text);
}

static uint32_t key_of_value(Program *program, const ProgramFile *file, const Value *value)
{
    if (value->kind == VALUE_CONTAINER && value->detail == CONTAINER_TUPLE)
        return tuple_key(program, file, value);
    return value->kind == VALUE_CONSTANT ? constant_key(program, value->detail, solver_name(file, value->name)) : 0;
}

uint32_t keys_of_object(Program *program, ObjectData object)
{
    if (object.kind == OBJECT_CONSTANT) /* that it is None often is all that is known, and not all that it is */
        return object.a == CONSTANT_NONE ? 0 : constant_key(program, object.a, object.b);
    if (object.kind == OBJECT_CONTAINER && object.a < program->value_count)
        return key_of_value(program, program_file_of_value(program, object.a), program_value(program, object.a));
    return object.kind == OBJECT_CLASS && !object.b ? numbered(program, "class", object.a) : 0;
}

/* The index of what a module's or class's body binds a name to, or 0. */
static uint32_t bound_in(const Program *program, uint32_t def, uint32_t name)
{
    const Def *facts = program_def(program, def);
    const ProgramFile *file = program_file_of_def(program, def);
    for (uint32_t i = facts->first_binding; i < facts->first_binding + facts->binding_count; i++) {
        const Value *value = &file->facts.values[file->facts.bindings[i].value];
        if (solver_name(file, file->facts.bindings[i].name) != name)
            continue;
        bool annotated = value->kind == VALUE_INSTANCE && value->count; /* `KIND: str = "kind"` */
        return annotated ? file->facts.operands[value->first].value : file->facts.bindings[i].value;
    }
    return 0;
}

/* Is a member of an enumeration equal to its value? */
static bool is_mixed(const Program *program, const ClassData *enumeration)
{
    for (uint32_t i = 0; i < enumeration->external_count; i++) {
        const char *base = solver_text(program, enumeration->external[i]);
        if (strcmp(base, "enum.Enum") != 0 && strcmp(base, "enum.Flag") != 0)
            return true;
    }
    return false;
}

/* Members with the same value are the same. */
static uint32_t member_key(Program *program, uint32_t class_def, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, class_def);
    uint32_t index = bound_in(program, class_def, name);
    const Value *value = &file->facts.values[index];
    uint32_t constant = key_of_value(program, file, value);
    if (is_mixed(program, program->classes[class_def]))
        return constant;
    uint32_t under = constant                    ? constant
                     : value->kind == VALUE_CALL ? numbered(program, "value", index) /* auto() */
                                                 : 0;
    return under ? solver_join(program, numbered(program, "members", class_def), under) : 0;
}

/* The one thing that a dotted name means, or nothing. That is known before any mapping is looked at. */
static ObjectData named(const Program *program, const ProgramFile *file, uint32_t index)
{
    const Value *value = &file->facts.values[index];
    while (value->kind == VALUE_ATTRIBUTE && !value->count)
        value = &file->facts.values[value->base];
    bool is_name = value->kind == VALUE_GLOBAL || value->kind == VALUE_IMPORT || value->kind == VALUE_DEFINITION ||
                   value->kind == VALUE_DECORATED;
    return solver_only(program, is_name ? solver_variable(file, index) : 0);
}

uint32_t keys_literal(Program *program, Variable key)
{
    if (!key || key >= program->value_count)
        return 0;
    const Value *value = program_value(program, key);
    const ProgramFile *file = program_file_of_value(program, key);
    if (value->kind != VALUE_ATTRIBUTE || value->count)
        return key_of_value(program, file, value);
    ObjectData owner = named(program, file, value->base);
    bool of_enumeration = owner.kind == OBJECT_CLASS && program->classes && program->classes[owner.a]->is_enum;
    return of_enumeration ? member_key(program, owner.a, solver_name(file, value->name)) : 0;
}

/* The constant that a body binds to a name. */
static uint32_t bound_constant(Program *program, uint32_t def, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, def);
    return key_of_value(program, file, &file->facts.values[bound_in(program, def, name)]);
}

/* The constant that is imported from a module of the tree. */
static uint32_t imported_constant(Program *program, const ProgramFile *file, uint32_t import)
{
    uint32_t name = solver_name(file, file->facts.imports[import].name);
    uint32_t from = modules_file(program->modules, program->imports[file->first_import + import].module);
    bool of_tree = name && from != MODULES_NO_FILE && program->files[from].image;
    return of_tree ? bound_constant(program, program->files[from].first_def + 1, name) : 0;
}

/* The constant that is an attribute of a class or a module. */
static uint32_t constant_of(Program *program, ObjectData owner, uint32_t name)
{
    if (owner.kind == OBJECT_MODULE) {
        uint32_t number = modules_file(program->modules, owner.a);
        bool of_tree = number != MODULES_NO_FILE && program->files[number].image;
        return of_tree ? bound_constant(program, program->files[number].first_def + 1, name) : 0;
    }
    const ClassData *class = owner.kind == OBJECT_CLASS && program->classes ? program->classes[owner.a] : NULL;
    for (uint32_t i = 0; class && !class->is_enum && i < class->mro_count; i++)
        if (bound_in(program, class->mro[i], name))
            return bound_constant(program, class->mro[i], name);
    return 0;
}

uint32_t keys_stored(Program *program, Variable key)
{
    uint32_t literal = keys_literal(program, key);
    if (literal || !key || key >= program->value_count)
        return literal;
    const Value *value = program_value(program, key);
    const ProgramFile *file = program_file_of_value(program, key);
    switch ((ValueKind)value->kind) {
    case VALUE_ATTRIBUTE:
        literal =
            value->count ? 0 : constant_of(program, named(program, file, value->base), solver_name(file, value->name));
        break;
    case VALUE_IMPORT:
        literal = imported_constant(program, file, value->base);
        break;
    case VALUE_GLOBAL:
        literal = bound_constant(program, file->first_def + 1, solver_name(file, value->name));
        break;
    default:
        break;
    }
    ObjectData data = named(program, file, key - file->first_value);
    return literal ? literal : data.kind == OBJECT_CLASS ? keys_of_object(program, data) : 0;
}
