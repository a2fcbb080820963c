/*
 * Keywords that a method makes attributes of its receiver, under their own names:
 *
 *     def __init__(self, **options):
 *         self.__dict__.update(options)
 *
 * or by setattr() in a loop over them. Who reads an attribute of such an instance gets what is passed under that name. The
 * same of mappings whose items are their attributes: `self.__dict__ = self`, `__getattr__ = dict.__getitem__`.
 */
#include "solver.h"

#include <string.h>

static Keywords *keywords_at(const Program *program, uint32_t index)
{
    return (Keywords *)(void *)utarray_eltptr(program->keywords, index);
}

static const Value *value_of(const ProgramFile *file, uint32_t value)
{
    return &file->facts.values[attributes_before_loops(file, value)];
}

static bool is_attribute(const ProgramFile *file, const Value *value, const char *name)
{
    return value->kind == VALUE_ATTRIBUTE && !value->count && strcmp(facts_name(&file->facts, value->name), name) == 0;
}

/* The object whose `__dict__` a value is, `vars(object)` as well; or 0. */
static uint32_t owner_of_namespace(const ProgramFile *file, const Value *value)
{
    const Value *callee = &file->facts.values[value->base];
    if (is_attribute(file, value, "__dict__"))
        return value->base;
    bool asked = value->kind == VALUE_CALL && value->count == 1 && callee->kind == VALUE_GLOBAL &&
                 strcmp(facts_name(&file->facts, callee->name), "vars") == 0;
    return asked ? file->facts.operands[value->first].value : 0;
}

bool keywords_link_named(Program *program, const ProgramFile *file, const Value *subscript, Variable target)
{
    uint32_t owner = owner_of_namespace(file, &file->facts.values[subscript->base]);
    uint32_t index = owner && subscript->count ? file->facts.operands[subscript->first].value : 0;
    const Value *key = &file->facts.values[index];
    if (key->kind != VALUE_CONSTANT || key->detail != CONSTANT_STRING || !key->name)
        return false;
    solver_link(program, solver_variable(file, owner), LINK_NAMESPACE, target, solver_name(file, key->name));
    return true;
}

/* `setattr(object, key, value)` for each pair of a mapping, `object.__dict__.update(mapping)`; false: it is neither. */
static bool assigns_all(const Program *program, const ProgramFile *file, const Value *call, uint32_t *object,
                        uint32_t *mapping)
{
    const Value *callee = &file->facts.values[call->base];
    const Operand *operands = &file->facts.operands[call->first];
    if (callee->kind == VALUE_GLOBAL && call->count == 3 &&
        solver_name(file, callee->name) == program->known.set_attribute) {
        const Value *value = value_of(file, operands[2].value);
        bool under_key = value->kind == VALUE_SUBSCRIPT &&
                         file->facts.operands[value->first].value == operands[1].value; /* options[key] */
        *object = operands[0].value;
        *mapping = under_key ? value->base : containers_mapping_of_pair(file, operands[1].value, operands[2].value);
        return *mapping;
    }
    if (call->count != 1 || operands->name == NAME_STAR || operands->name > NAME_DOUBLESTAR ||
        !is_attribute(file, callee, "update"))
        return false;
    *object = owner_of_namespace(file, &file->facts.values[callee->base]);
    *mapping = operands->value;
    return *object;
}

static bool is_receiver(const Def *def, const Value *value)
{
    return value->kind == VALUE_PARAM && def->param_count && value->base == def->first_param;
}

static void note(Program *program, const ProgramFile *file, uint32_t scope, Variable param)
{
    Keywords keywords = {.param = param, .method = file->first_def + scope};
    utarray_push_back(program->keywords, &keywords);
}

void keywords_note(Program *program, const ProgramFile *file, const Value *call)
{
    uint32_t object, mapping;
    const Def *def = &file->facts.defs[call->scope];
    if (!def->param_count || !assigns_all(program, file, call, &object, &mapping))
        return;
    const Value *given = value_of(file, mapping);
    uint32_t last = def->first_param + def->param_count - 1;
    if (is_receiver(def, value_of(file, object)) && given->kind == VALUE_PARAM && given->base == last &&
        file->facts.params[last].kind == PARAM_DOUBLESTAR)
        note(program, file, call->scope, solver_variable(file, file->facts.params[last].value));
}

void keywords_note_effect(Program *program, const ProgramFile *file, const Effect *effect)
{
    const Def *def = &file->facts.defs[effect->scope];
    const Value *values = file->facts.values;
    if (strcmp(facts_name(&file->facts, effect->name), "__dict__") == 0 && is_receiver(def, &values[effect->target]) &&
        is_receiver(def, &values[effect->value]))
        note(program, file, effect->scope, 0);
}

/* Does a class say that attributes are items: `__getattr__ = dict.__getitem__`? */
static bool asks_for_items(const Program *program, uint32_t class_def)
{
    Variable member = solver_find_cell(program, CELL_CLASS, class_def, program->known.getattr);
    ObjectData data = solver_only(program, member);
    const char *name = data.kind == OBJECT_EXTERNAL ? solver_text(program, data.a) : "";
    return strcmp(name, "<builtin>.dict.__getitem__") == 0 || strcmp(name, "<builtin>.dict.get") == 0;
}

void keywords_find(Program *program)
{
    for (uint32_t i = 0; i < program->class_count; i++) {
        Keywords keywords = {.class_def = program->class_defs[i]};
        if (asks_for_items(program, keywords.class_def))
            utarray_push_back(program->keywords, &keywords);
    }
    for (uint32_t i = 0; i < utarray_len(program->keywords); i++) {
        Keywords *keywords = keywords_at(program, i);
        if (keywords->method)
            keywords->class_def = program_owner(program, keywords->method);
        if (keywords->class_def)
            program->classes[keywords->class_def]->specials |= SPECIAL_KEYWORDS;
    }
}

/* What has the attributes of the instances of a class, or 0. */
static Object mapping_of(Program *program, uint32_t class_def, const Keywords *keywords)
{
    return keywords->param ? solver_object(program, OBJECT_CONTAINER, keywords->param, CONTAINER_DICT)
                           : containers_of(program, solver_object(program, OBJECT_INSTANCE, class_def, 0));
}

void keywords_read(Program *program, uint32_t class_def, uint32_t name)
{
    if (!(program->classes[class_def]->specials & SPECIAL_KEYWORDS) ||
        solver_find_cell(program, CELL_KEYWORD, class_def, name))
        return;
    Variable passed = solver_cell(program, CELL_KEYWORD, class_def, name);
    for (uint32_t i = 0; i < utarray_len(program->keywords); i++) {
        const Keywords *keywords = keywords_at(program, i);
        bool inherits = keywords->class_def && classes_is_subclass(program, class_def, keywords->class_def);
        Object mapping = inherits ? mapping_of(program, class_def, keywords) : 0;
        if (mapping)
            containers_read(program, mapping, name, passed);
    }
    solver_link(program, passed, LINK_COPY, solver_cell(program, CELL_INSTANCE, class_def, name), 0);
}
