/*
 * answers.c - what the rest of seamap asks of a solved program; see program.h.
 */
#include "solver.h"

#include "../../extractors/memory.h"

const ResolvedCall *program_calls(const Program *program, size_t *count)
{
    *count = utarray_len(program->calls);
    return (const ResolvedCall *)(const void *)utarray_front(program->calls);
}

const Names *program_names(const Program *program)
{
    return program->names;
}

uint32_t program_file_name_count(const Program *program)
{
    return program->stored_count;
}

const ProgramFile *program_files(const Program *program, size_t *count)
{
    *count = program->file_count;
    return program->files;
}

const Modules *program_modules(const Program *program)
{
    return program->modules;
}

uint32_t program_value_count(const Program *program)
{
    return program->value_count;
}

uint32_t program_def_count(const Program *program)
{
    return program->def_count;
}

const ProgramFile *program_file_of_value(const Program *program, uint32_t value)
{
    return &program->files[spans_find(&program->values, value)];
}

const ProgramFile *program_file_of_def(const Program *program, uint32_t def)
{
    return &program->files[spans_find(&program->defs, def)];
}

const Value *program_value(const Program *program, uint32_t value)
{
    static const Value none;
    if (value >= program->value_count)
        return &none; /* a cell */
    const ProgramFile *file = program_file_of_value(program, value);
    return &file->facts.values[value - file->first_value];
}

Body program_body(const Program *program, uint32_t def)
{
    return program->bodies[def];
}

const Def *program_def(const Program *program, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(program, def);
    return &file->facts.defs[def - file->first_def];
}

const uint32_t *program_mro(const Program *program, uint32_t class_def, size_t *count)
{
    *count = program->classes[class_def]->mro_count;
    return program->classes[class_def]->mro;
}

const uint32_t *program_external_bases(const Program *program, uint32_t class_def, size_t *count)
{
    *count = program->classes[class_def]->external_count;
    return program->classes[class_def]->external;
}

const uint32_t *program_bases(const Program *program, uint32_t class_def, size_t *count)
{
    *count = program->classes[class_def]->base_count;
    return program->classes[class_def]->bases;
}

const uint32_t *program_subclasses(const Program *program, uint32_t class_def, size_t *count)
{
    *count = program->classes[class_def]->subclass_count;
    return program->classes[class_def]->subclasses;
}

uint32_t program_owner(const Program *program, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(program, def);
    uint32_t parent = file->facts.defs[def - file->first_def].parent;
    return file->facts.defs[parent].kind == DEF_CLASS ? program_original(program, file->first_def + parent) : 0;
}

bool program_class_binds(const Program *program, uint32_t class_def, uint32_t name)
{
    return solver_find_cell(program, CELL_CLASS, class_def, name) != 0;
}

uint32_t program_class_member(const Program *program, uint32_t class_def, uint32_t name)
{
    Variable cell = solver_find_cell(program, CELL_CLASS, class_def, name);
    if (!cell)
        return 0;
    const ObjectSet *set = &program->variables[cell].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_FUNCTION && program_owner(program, data.a) == class_def)
            return data.a;
    }
    return 0;
}

uint32_t program_method_of(const Program *program, uint32_t class_def, uint32_t name)
{
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->mro_count; i++) {
        uint32_t method = program_class_member(program, data->mro[i], name);
        if (method)
            return method;
    }
    return 0;
}

bool program_is_of_protocol(const Program *program, uint32_t def)
{
    return program_def(program, def)->flags & DEF_ABSTRACT &&
           program->classes[program_owner(program, def)]->is_protocol;
}

bool program_is_of_metaclass(const Program *program, uint32_t def)
{
    return program->classes[program_owner(program, def)]->specials & SPECIAL_METACLASS;
}

bool program_has_method(const Program *program, uint32_t class_def, uint32_t name)
{
    return classes_find(program, class_def, name, 0) ||
           classes_find(program, program->classes[class_def]->metaclass, name, 0);
}

bool program_is_subclass(const Program *program, uint32_t class_def, uint32_t base)
{
    return classes_is_subclass(program, class_def, base);
}

bool program_returns_receiver(const Program *program, uint32_t def)
{
    return program_owner(program, def) && program->passed[def] & 1 && !(program->traits[def] & TRAIT_STATIC);
}

bool program_class_is_open(const Program *program, uint32_t class_def)
{
    return program->classes[class_def]->open;
}

const uint32_t *program_direct_external_bases(const Program *program, uint32_t class_def, size_t *count)
{
    *count = program->classes[class_def]->direct_external_count;
    return program->classes[class_def]->external; /* they come first */
}

bool program_import_target(const Program *program, const ProgramFile *file, uint32_t index, uint32_t *module_def,
                           uint32_t *external)
{
    const Import *import = &file->facts.imports[index];
    Resolved resolved = program->imports[file->first_import + index];
    uint32_t name = import->name > NAME_DOUBLESTAR ? solver_name(file, import->name) : 0;
    Module module = resolved.module;
    *module_def = *external = 0;
    if (!resolved.first && !module) {
        *external = solver_name(file, import->module);
        return !import->level && *external;
    }
    Module child = module && name ? modules_child(program->modules, module, name) : 0;
    uint32_t number = module ? modules_file(program->modules, child ? child : module) : MODULES_NO_FILE;
    if (number == MODULES_NO_FILE || !program->files[number].image)
        return false;
    *module_def = program->files[number].first_def + 1;
    return true;
}

Resolved program_import_module(const Program *program, const ProgramFile *file, uint32_t index)
{
    return program->imports[file->first_import + index];
}

unsigned program_traits(const Program *program, uint32_t def)
{
    return program->traits[def];
}

size_t program_widened(const Program *program)
{
    return program->widened;
}

static Result result_of_awaitable(const Program *program, ObjectData awaitable)
{
    Result result = {.kind = RESULT_AWAITABLE, .def = awaitable.b};
    const CellKey *cell =
        awaitable.a >= program->first_cell
            ? (const CellKey *)(const void *)utarray_eltptr(program->cell_keys, awaitable.a - program->first_cell)
            : NULL;
    if (!cell || awaitable.b)
        return result;
    if (cell->kind == CELL_EXTERNAL && program_external_is_coroutine(program, cell->a))
        result.name = cell->a;
    result.declared = cell->kind == CELL_STEP && cell->a < program->value_count &&
                      program_value(program, cell->a)->kind == VALUE_SUBSCRIPT; /* by annotations.c */
    return result;
}

const char *program_own_name(const char *name)
{
    static const char prefix[] = "<builtin>.";
    return strncmp(name, prefix, sizeof prefix - 1) == 0 ? name + sizeof prefix - 1 : NULL;
}

bool program_is_builtin(const char *name)
{
    return program_own_name(name) != NULL;
}

static Result result_of(const Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_INSTANCE:
        return (Result){.kind = RESULT_CLASS_INSTANCE, .exact = !data.b, .def = data.a};
    case OBJECT_COROUTINE:
        return result_of_awaitable(program, data);
    case OBJECT_EXTERNAL_INSTANCE:
        return (Result){.kind = RESULT_EXTERNAL, .name = data.a};
    case OBJECT_EXTERNAL: /* a class or function as a value: nothing to be awaited */
        return (Result){.kind = program_is_builtin(solver_text(program, data.a)) ? RESULT_PLAIN : RESULT_UNKNOWN};
    case OBJECT_CONSTANT:
    case OBJECT_CONTAINER:
    case OBJECT_FUNCTION:
    case OBJECT_CLASS:
    case OBJECT_BOUND:
    case OBJECT_MODULE:
        return (Result){.kind = RESULT_PLAIN, .none = object == program->none};
    case OBJECT_GENERATOR:
    case OBJECT_CONTEXT:
        return (Result){.kind = RESULT_PLAIN, .def = data.a};
    default:
        return (Result){.kind = RESULT_UNKNOWN};
    }
}

Result *program_value_results(const Program *program, uint32_t value, size_t *count)
{
    const ObjectSet *set = &program->variables[value].set;
    Result *results = memory_alloc((set->count + 1) * sizeof *results);
    for (uint32_t i = 0; i < set->count; i++)
        results[i] = result_of(program, set_items(set)[i]);
    *count = set->count;
    return results;
}

uint32_t program_coroutine_of(const Program *program, uint32_t value)
{
    const ObjectSet *set = &program->variables[value].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind != OBJECT_COROUTINE || !data.b)
            return 0;
    }
    return set->count ? solver_data(program, set_items(set)[0]).b : 0;
}

uint32_t program_has_coroutine(const Program *program, uint32_t value, uint32_t of)
{
    const ObjectSet *set = &program->variables[value].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_COROUTINE && data.b && (!of || data.b == of))
            return data.b;
    }
    return 0;
}

static bool object_runs(const Program *program, Object object, uint32_t def)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_FUNCTION:
    case OBJECT_BOUND:
        return data.a == def;
    case OBJECT_COROUTINE:
        return data.b == def;
    case OBJECT_PARTIAL:
        return object_runs(program, data.a, def);
    case OBJECT_INSTANCE: {
        uint32_t owner = program_owner(program, def);
        uint32_t name = program_file_of_def(program, def)->names[program_def(program, def)->name];
        return owner && name == program->known.call &&
               (classes_is_subclass(program, data.a, owner) || classes_is_subclass(program, owner, data.a));
    }
    default:
        return false;
    }
}

bool program_may_run(const Program *program, uint32_t value, uint32_t def)
{
    const ObjectSet *set = &program->variables[value].set;
    for (uint32_t i = 0; i < set->count; i++)
        if (object_runs(program, set_items(set)[i], def))
            return true;
    return false;
}

/* The definition that an object is, or 0. */
static uint32_t definition_of(const Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    if (data.kind == OBJECT_MODULE) {
        uint32_t file = modules_file(program->modules, data.a);
        return file == MODULES_NO_FILE || !program->files[file].image ? 0 : program->files[file].first_def + 1;
    }
    bool is_class = data.kind == OBJECT_CLASS && !data.b;
    return is_class || data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND ? data.a : 0;
}

uint32_t program_definition_of(const Program *program, uint32_t value)
{
    const ObjectSet *set = &program->variables[value].set;
    uint32_t first = set->count ? definition_of(program, set_items(set)[0]) : 0;
    for (uint32_t i = 1; i < set->count; i++)
        if (definition_of(program, set_items(set)[i]) != first)
            return 0;
    return first;
}

uint32_t program_external_of(const Program *program, uint32_t value)
{
    ObjectData data = solver_only(program, value);
    return data.kind == OBJECT_EXTERNAL ? data.a : 0;
}

/* Adds what a function may be passed that it gives back: of others than its receiver, who knows. */
static Result *add_passed(const Program *program, Variable passed, bool is_receiver, Result *results, size_t *count)
{
    const ObjectSet *set = &program->variables[passed].set;
    results = memory_resize(results, (*count + set->count + 1) * sizeof *results);
    for (uint32_t i = 0; i < set->count; i++) {
        results[*count] = result_of(program, set_items(set)[i]);
        results[(*count)++].passed = true;
    }
    if (!is_receiver)
        results[(*count)++] = (Result){.kind = RESULT_UNKNOWN, .passed = true};
    return results;
}

/* Whether something is what a parameter of a function may be, too. */
static bool is_given(const Program *program, uint32_t def, Object object)
{
    const ProgramFile *file = program_file_of_def(program, def);
    const Def *facts = program_def(program, def);
    for (uint32_t i = facts->first_param; i < facts->first_param + facts->param_count; i++)
        if (set_has(&program->variables[solver_variable(file, file->facts.params[i].value)].set, object))
            return true;
    return false;
}

Result *program_results(const Program *program, uint32_t def, size_t *count)
{
    const ProgramFile *file = program_file_of_def(program, def);
    const Def *facts = program_def(program, def);
    uint32_t passed = facts->flags & DEF_ASYNC ? 0 : program->passed[def];
    Variable returned = solver_find_cell(program, CELL_RETURN, def, 0);
    Result *results = program_value_results(program, returned, count);
    for (size_t i = 0; i < *count; i++)
        results[i].passed = results[i].kind == RESULT_AWAITABLE &&
                            is_given(program, def, set_items(&program->variables[returned].set)[i]);
    for (uint32_t i = 0; i < facts->param_count && i < 32; i++)
        if (passed >> i & 1)
            results = add_passed(program, solver_variable(file, file->facts.params[facts->first_param + i].value),
                                 !i && program_returns_receiver(program, def), results, count);
    if (program->tested[def])
        results = add_passed(program, program->tested[def], false, results, count);
    return results;
}

Result *program_declared_results(const Program *program, uint32_t def, size_t *count)
{
    Variable returned = solver_find_cell(program, CELL_RETURN, def, 0);
    Variable declared = returned ? solver_find_cell(program, CELL_DECLARED, returned, 0) : 0;
    Result *results = program_value_results(program, declared, count);
    for (size_t i = 0; i < *count; i++) /* who declares a callable means something to be called */
        if (solver_data(program, set_items(&program->variables[declared].set)[i]).kind == OBJECT_CALLABLE)
            results[i] = (Result){.kind = RESULT_PLAIN};
    return results;
}

uint32_t program_before_tests(const ProgramFile *file, uint32_t value)
{
    while (file->facts.values[value].kind == VALUE_NARROWED)
        value = file->facts.values[value].base;
    return value;
}

bool program_works_on_base(const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_CALL:
    case VALUE_ATTRIBUTE:
    case VALUE_SUBSCRIPT:
    case VALUE_OPERATOR:
    case VALUE_ELEMENT:
    case VALUE_ENTER:
    case VALUE_AWAIT:
    case VALUE_STORE:
        return true;
    default:
        return false;
    }
}

bool program_is_stored(const Program *program, uint32_t name)
{
    return solver_is_stored(program, name);
}

bool program_site_is_closed(const Program *program, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(program, site);
    const Value *value = program_value(program, site);
    return !program_works_on_base(value) || program_value_is_closed(program, file->first_value + value->base);
}

bool program_value_is_closed(const Program *program, uint32_t value)
{
    const ObjectSet *set = &program->variables[value].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_UNKNOWN || data.kind == OBJECT_CALLABLE ||
            (data.kind == OBJECT_CLASS && data.b && program->classes[data.a]->subclass_count))
            return false;
    }
    return set->count != 0;
}
