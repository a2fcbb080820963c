/*
 * What a class statement runs: language reference, "Customizing class creation". And which special methods a class has,
 * so that those who ask at every attribute needn't search.
 */
#include "solver.h"

#include <string.h>

/* --- metaclasses ----------------------------------------------------------------------------------------------------- */

/* The class that `metaclass=` names, or 0. */
static uint32_t own_metaclass(const Program *program, uint32_t class_def)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    for (uint32_t i = def->first_base; i < def->first_base + def->base_count; i++) {
        const Operand *operand = &file->facts.operands[i];
        const ObjectSet *set = &program->variables[solver_variable(file, operand->value)].set;
        if (solver_name(file, operand->name) != program->known.metaclass)
            continue;
        for (uint32_t j = 0; j < set->count; j++) {
            ObjectData data = solver_data(program, set_items(set)[j]);
            if (data.kind == OBJECT_CLASS)
                return data.a;
        }
    }
    return 0;
}

static void find_metaclass(Program *program, uint32_t class_def)
{
    ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->mro_count && !data->metaclass; i++)
        data->metaclass = own_metaclass(program, data->mro[i]);
    if (!data->metaclass)
        return;
    const ClassData *meta = program->classes[data->metaclass];
    for (uint32_t i = 0; i < meta->mro_count; i++) {
        program->classes[meta->mro[i]]->specials |= SPECIAL_METACLASS;
        solver_add(program, solver_cell(program, CELL_MADE, meta->mro[i], 0),
                   solver_object(program, OBJECT_CLASS, class_def, 0));
    }
}

/* --- special methods ------------------------------------------------------------------------------------------------- */

/* Is it a display, or a call of a class that is known early, and is none of this class's? */
static bool makes_other(const Program *program, const ProgramFile *file, uint32_t value, uint32_t class_def)
{
    const Value *call = &file->facts.values[value];
    if (call->kind == VALUE_CONTAINER || call->kind == VALUE_COMPREHENSION)
        return true;
    const ObjectSet *set = &program->variables[solver_variable(file, call->base)].set;
    if (call->kind != VALUE_CALL || set->count != 1)
        return false;
    ObjectData made = solver_data(program, set_items(set)[0]);
    return made.kind == OBJECT_CLASS && !program->classes[made.a]->open &&
           !classes_is_subclass(program, made.a, class_def);
}

/* Does `__new__` surely return instances of other classes? Then `__init__` does not run on them. */
static bool has_other_new(const Program *program, uint32_t class_def, uint32_t new)
{
    const ProgramFile *file = program_file_of_def(program, new);
    Body body = program_body(program, new);
    bool any = false;
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind != EFFECT_RETURN || effect->scope != new - file->first_def)
            continue;
        if (!makes_other(program, file, effect->value, class_def))
            return false;
        any = true;
    }
    return any;
}

/* `super().__new__(implementation)`: does `__new__` make an instance of another class than the one that is called? */
static bool has_choosing_new(const Program *program, uint32_t new)
{
    const ProgramFile *file = program_file_of_def(program, new);
    Body body = program_body(program, new);
    for (uint32_t i = body.first_value; i < body.end_value; i++) {
        const Value *call = &file->facts.values[i], *method = &file->facts.values[call->base];
        if (call->kind != VALUE_CALL || call->scope != new - file->first_def || !call->count ||
            method->kind != VALUE_ATTRIBUTE || solver_name(file, method->name) != program->known.new)
            continue;
        const Operand *first = &file->facts.operands[call->first];
        uint8_t kind = file->facts.values[first->value].kind;
        if (!first->name && kind != VALUE_PARAM && kind != VALUE_DEFINITION && kind != VALUE_GLOBAL)
            return true;
    }
    return false;
}

/* `self.fget(instance)`, `super().__get__(instance)` in the `__get__` of what inherits from property; or 0. */
static Variable find_accessing(const Program *program, uint32_t get)
{
    const ProgramFile *file = program_file_of_def(program, get);
    for (uint32_t i = 1; get && i < file->facts.values_count; i++) {
        const Value *call = &file->facts.values[i], *method = &file->facts.values[call->base];
        if (call->kind != VALUE_CALL || call->scope != get - file->first_def || method->kind != VALUE_ATTRIBUTE)
            continue;
        const char *name = facts_name(&file->facts, method->name);
        if (strcmp(name, "fget") == 0 || solver_name(file, method->name) == program->known.get)
            return solver_variable(file, i);
    }
    return 0;
}

/* Does a `__setattr__` leave it to no other to make the attribute? */
static bool is_diverting(const Program *program, uint32_t setter)
{
    const ProgramFile *file = program_file_of_def(program, setter);
    Body body = program_body(program, setter);
    for (uint32_t i = body.first_value; i < body.end_value; i++) {
        const Value *value = &file->facts.values[i];
        bool plainly = solver_name(file, value->name) == program->known.setattr ||
                       strcmp(facts_name(&file->facts, value->name), "__dict__") == 0;
        if (value->kind == VALUE_ATTRIBUTE && plainly)
            return false;
    }
    return true;
}

static void find_specials(Program *program, uint32_t class_def)
{
    const struct {
        uint32_t name;
        uint16_t special;
    } methods[] = {
        {program->known.get, SPECIAL_GET},           {program->known.set, SPECIAL_SET},
        {program->known.set_name, SPECIAL_SET_NAME}, {program->known.setattr, SPECIAL_SETATTR},
        {program->known.delattr, SPECIAL_DELATTR},   {program->known.class_getitem, SPECIAL_CLASS_GETITEM},
        {program->known.delete, SPECIAL_DELETE},     {program->known.getattribute, SPECIAL_GETATTRIBUTE},
        {program->known.getattr, SPECIAL_GETATTR},
    };
    ClassData *data = program->classes[class_def];
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (classes_find(program, class_def, methods[i].name, 0))
            data->specials |= methods[i].special;
    for (uint32_t i = 0; i < data->mro_count; i++)
        data->specials |= program->classes[data->mro[i]]->specials & SPECIAL_KEYWORDS;
    for (uint32_t i = 0; i < data->external_count; i++)
        if (classes_traits_of(program, data->external[i]) & TRAIT_PROPERTY)
            data->specials |= SPECIAL_PROPERTY;
    if (data->specials & SPECIAL_PROPERTY && data->specials & SPECIAL_GET)
        data->accessing = find_accessing(program, classes_find_function(program, class_def, program->known.get, 0));
    uint32_t setter = classes_find_function(program, class_def, program->known.setattr, 0);
    if (setter && data->specials & SPECIAL_GETATTR && is_diverting(program, setter))
        data->specials |= SPECIAL_DIVERTS;
    uint32_t new = classes_find_function(program, class_def, program->known.new, 0);
    if (new &&has_other_new(program, class_def, new))
        data->specials |= SPECIAL_NEW_OTHER;
    for (uint32_t i = 0; new &&i < data->mro_count; i++) { /* `super().__new__(cls)` leaves it to the next */
        uint32_t next = program_class_member(program, data->mro[i], program->known.new);
        if (next && has_choosing_new(program, next))
            data->specials |= SPECIAL_NEW_CHOICE;
    }
}

void creation_find(Program *program)
{
    for (uint32_t i = 0; i < program->class_count; i++) {
        find_metaclass(program, program->class_defs[i]);
        find_specials(program, program->class_defs[i]);
    }
}

/* --- class statements ------------------------------------------------------------------------------------------------ */

/* `__init_subclass__` of the bases gets the class. */
static void call_init_subclass(Program *program, uint32_t class_def, const CallSite *site)
{
    const ClassData *data = program->classes[class_def];
    Object receiver = solver_object(program, OBJECT_CLASS, class_def, 0);
    for (uint32_t i = 1; i < data->mro_count; i++)
        if (solver_find_cell(program, CELL_CLASS, data->mro[i], program->known.init_subclass)) {
            calls_call_member(program, data->mro[i], program->known.init_subclass, receiver, site);
            return;
        }
}

/* Keywords of the class statement, but for the metaclass. */
static Argument *keywords_of(Program *program, uint32_t class_def, size_t *count)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    Argument *keywords = arena_alloc(&program->arena, (def->base_count + 1) * sizeof *keywords);
    *count = 0;
    for (uint32_t i = def->first_base; i < def->first_base + def->base_count; i++) {
        const Operand *operand = &file->facts.operands[i];
        uint32_t name = solver_name(file, operand->name);
        if (operand->name && operand->name != NAME_STAR && name != program->known.metaclass)
            keywords[(*count)++] = (Argument){solver_variable(file, operand->value), name};
    }
    return keywords;
}

/* `__prepare__`, `__new__` and `__init__` of the metaclass: of (name, bases, namespace) only the last says something here. */
static void call_metaclass(Program *program, uint32_t class_def, uint32_t metaclass, const CallSite *keywords)
{
    enum {
        NAMESPACE = 2,
        POSITIONAL,
        STEP_NAMESPACE = 29
    };
    Argument *arguments = arena_alloc(&program->arena, (POSITIONAL + keywords->argument_count) * sizeof *arguments);
    CallSite site = *keywords;
    memcpy(arguments + POSITIONAL, keywords->arguments, keywords->argument_count * sizeof *arguments);
    site.arguments = arguments;
    site.argument_count += POSITIONAL;
    arguments[NAMESPACE].variable = solver_step(program, site.site, STEP_NAMESPACE);
    solver_add(program, arguments[NAMESPACE].variable,
               solver_object(program, OBJECT_NAMESPACE, spans_find(&program->defs, class_def), class_def));
    calls_call_member(program, metaclass, program->known.prepare, solver_object(program, OBJECT_CLASS, metaclass, 0),
                      keywords);
    calls_call_member(program, metaclass, program->known.new, solver_object(program, OBJECT_CLASS, metaclass, 0),
                      &site);
    calls_call_member(program, metaclass, program->known.init, solver_object(program, OBJECT_CLASS, class_def, 0),
                      &site);
}

/* `__set_name__` of what the body binds. */
static void call_set_names(Program *program, uint32_t class_def, Variable statement)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    Argument owner = {statement, NAME_NONE};
    for (uint32_t i = 0; i < def->binding_count; i++) {
        const Binding *binding = &file->facts.bindings[def->first_binding + i];
        const ObjectSet set = program->variables[solver_variable(file, binding->value)].set;
        CallSite site = {
            .site = statement, .arguments = &owner, .argument_count = 1, .argument = i + 1, .reach = REACH_IMPLICIT};
        for (uint32_t j = 0; j < set.count; j++) {
            Object instance = descriptors_instance(program, set_items(&set)[j]);
            if (instance && program->classes[solver_data(program, instance).a]->specials & SPECIAL_SET_NAME)
                calls_call_method(program, instance, program->known.set_name, &site);
        }
    }
}

/* `__mro_entries__` of bases that are no classes. */
static void call_base_givers(Program *program, uint32_t class_def, Variable statement)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    for (uint32_t i = def->first_base; i < def->first_base + def->base_count; i++) {
        const Operand *operand = &file->facts.operands[i];
        uint32_t giver = operand->name ? 0 : classes_base_giver(program, file, operand->value);
        CallSite site = {.site = statement, .argument = i - def->first_base + 1, .reach = REACH_IMPLICIT};
        if (giver)
            solver_record(program, &site, giver, 0);
    }
}

void creation_run(Program *program)
{
    for (uint32_t i = 0; i < program->class_count; i++) {
        uint32_t class_def = program->class_defs[i];
        const ProgramFile *file = program_file_of_def(program, class_def);
        Variable statement = solver_variable(file, program_def(program, class_def)->value);
        uint32_t metaclass = program->classes[class_def]->metaclass;
        CallSite site = {.site = statement, .reach = REACH_IMPLICIT};
        site.arguments = keywords_of(program, class_def, &site.argument_count);
        call_base_givers(program, class_def, statement);
        call_set_names(program, class_def, statement);
        enums_create(program, class_def, statement);
        call_init_subclass(program, class_def, &site);
        if (metaclass)
            call_metaclass(program, class_def, metaclass, &site);
    }
}
