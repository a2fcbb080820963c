/*
 * What annotations say that a value is, whatever flows there: those of parameters, of attributes and variables, and of what
 * functions and properties return.
 */
#include "solver.h"

#include "../../extractors/memory.h"

enum {
    DEPTH_LIMIT = 8, /* branches in branches, imports of imports */
    STEPS_MOST = 200
};

typedef struct {
    const Program *program;
    Result *results; /* owned */
    size_t count;
    unsigned steps;
} Said;

static bool ask(Said *said, Variable value, unsigned depth);

static void take(Said *said, Result result)
{
    said->results = memory_resize(said->results, (said->count + 1) * sizeof *said->results);
    said->results[said->count++] = result;
}

/* Whether a variable has an annotation that says something. */
static bool take_annotation(Said *said, Variable variable)
{
    size_t count;
    Variable declared = variable ? solver_find_cell(said->program, CELL_DECLARED, variable, 0) : 0;
    if (!declared)
        return false;
    Result *results = program_value_results(said->program, declared, &count);
    for (size_t i = 0; i < count; i++)
        take(said, results[i]);
    free(results);
    return count;
}

/* `self`: whatever subclasses are, they are instances of the method's class. */
static bool take_receiver(Said *said, const ProgramFile *file, const Value *param)
{
    const Def *def = &file->facts.defs[param->scope];
    uint32_t method = file->first_def + param->scope, owner = program_owner(said->program, method);
    if (!owner || param->base != def->first_param ||
        program_traits(said->program, method) & (TRAIT_STATIC | TRAIT_CLASSMETHOD))
        return false;
    take(said, (Result){.kind = RESULT_CLASS_INSTANCE, .def = owner});
    return true;
}

static bool take_result(Said *said, uint32_t def)
{
    return take_annotation(said, solver_find_cell(said->program, CELL_RETURN, def, 0));
}

/* The value that a module or class binds to a name as a whole, or 0. */
static Variable bound_value(const Program *program, uint32_t def, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, def);
    const Def *scope = program_def(program, def);
    for (uint32_t i = scope->first_binding; i < scope->first_binding + scope->binding_count; i++)
        if (solver_name(file, file->facts.bindings[i].name) == name)
            return file->first_value + file->facts.bindings[i].value;
    return 0;
}

/* `name: Type = …` */
static bool is_annotated(const Program *program, Variable value)
{
    const Value *facts = program_value(program, value);
    return facts->kind == VALUE_INSTANCE && facts->base;
}

/* A parameter with an annotation. */
static bool is_annotated_param(const ProgramFile *file, const Value *value)
{
    return value->kind == VALUE_PARAM && file->facts.params[value->base].annotation;
}

/* `self.name: Type = …` in a method, or `self.name = name` of a parameter `name: Type`; or 0. */
static Variable assigned_by(const Program *program, uint32_t method, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, method);
    Body body = program_body(program, method);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_SET_ATTRIBUTE && file->first_def + effect->scope == method &&
            solver_name(file, effect->name) == name && file->facts.values[effect->target].kind == VALUE_PARAM &&
            (is_annotated(program, solver_variable(file, effect->value)) ||
             is_annotated_param(file, &file->facts.values[effect->value])))
            return solver_variable(file, effect->value);
    }
    return 0;
}

/* The same in any method of a class. */
static Variable assigned_value(const Program *program, uint32_t class_def, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, class_def);
    Variable found = 0;
    for (uint32_t i = class_def - file->first_def + 1; i < file->facts.defs_count && !found; i++)
        if (file->first_def + file->facts.defs[i].parent == class_def && file->facts.defs[i].kind == DEF_FUNCTION)
            found = assigned_by(program, file->first_def + i, name);
    return found;
}

/* What instances of a class have under a name, by the first class of its order that says so. */
static bool ask_class(Said *said, uint32_t class_def, uint32_t name)
{
    size_t count;
    const uint32_t *mro = program_mro(said->program, class_def, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t method = program_class_member(said->program, mro[i], name);
        if (method)
            return program_traits(said->program, method) & TRAIT_PROPERTY && take_result(said, method);
        Variable bound = bound_value(said->program, mro[i], name);
        if (bound && !is_annotated(said->program, bound))
            return false;
        bound = bound ? bound : assigned_value(said->program, mro[i], name);
        if (bound)
            return take_annotation(said, bound);
    }
    return false;
}

/* What has an attribute, or a method that is called: by annotations, or else by what flows there, classes of the tree. Caller
 * frees. */
static Result *find_receivers(Said *said, Variable receiver, unsigned depth, size_t *count)
{
    Said by_annotation = {.program = said->program, .steps = said->steps};
    bool told = ask(&by_annotation, receiver, depth + 1);
    said->steps = by_annotation.steps;
    *count = by_annotation.count;
    if (told)
        return by_annotation.results;
    free(by_annotation.results);
    return program_value_results(said->program, receiver, count);
}

/* Whether each class that a receiver may be of says what it has under a name: `ask_one` takes it. */
static bool ask_receivers(Said *said, const ProgramFile *file, const Value *attribute, unsigned depth,
                          bool (*ask_one)(Said *said, uint32_t class_def, uint32_t name))
{
    size_t count;
    uint32_t name = solver_name(file, attribute->name);
    Result *receivers = find_receivers(said, solver_variable(file, attribute->base), depth, &count);
    bool told = false, failed = false;
    for (size_t i = 0; i < count && !failed; i++)
        if (receivers[i].kind == RESULT_CLASS_INSTANCE) {
            told = ask_one(said, receivers[i].def, name);
            failed = !told;
        }
    free(receivers);
    return told && !failed;
}

/* `def copy(self: T) -> T` */
static bool returns_type_of_self(const Program *program, uint32_t method)
{
    const ProgramFile *file = program_file_of_def(program, method);
    const Def *def = program_def(program, method);
    if (!def->param_count || !def->returns || program_traits(program, method) & TRAIT_STATIC)
        return false;
    const Value *taken = &file->facts.values[file->facts.params[def->first_param].annotation];
    const Value *returned = &file->facts.values[def->returns];
    return taken->kind == VALUE_GLOBAL && returned->kind == VALUE_GLOBAL && taken->name == returned->name;
}

static bool take_result_of_method(Said *said, uint32_t class_def, uint32_t name)
{
    uint32_t method = program_method_of(said->program, class_def, name);
    if (!method || program_def(said->program, method)->flags & DEF_ASYNC ||
        program_traits(said->program, method) & TRAIT_PROPERTY)
        return false;
    if (!returns_type_of_self(said->program, method))
        return take_result(said, method);
    take(said, (Result){.kind = RESULT_CLASS_INSTANCE, .def = class_def});
    return true;
}

static bool ask_callee(Said *said, ObjectData callee)
{
    if (callee.kind == OBJECT_CLASS) {
        take(said, (Result){.kind = RESULT_CLASS_INSTANCE, .exact = !callee.b, .def = callee.a});
        return true;
    }
    return (callee.kind == OBJECT_FUNCTION || callee.kind == OBJECT_BOUND) &&
           !(program_def(said->program, callee.a)->flags & DEF_ASYNC) && take_result(said, callee.a);
}

static bool ask_call(Said *said, const ProgramFile *file, uint32_t callee, unsigned depth)
{
    const Value *facts = &file->facts.values[callee];
    const ObjectSet *set = &said->program->variables[solver_variable(file, callee)].set;
    bool told = set->count;
    if (facts->kind == VALUE_ATTRIBUTE && ask_receivers(said, file, facts, depth, take_result_of_method))
        return true;
    for (uint32_t i = 0; told && i < set->count; i++)
        told = ask_callee(said, solver_data(said->program, set_items(set)[i]));
    return told;
}

static bool ask_branches(Said *said, const ProgramFile *file, const Value *phi, unsigned depth)
{
    bool told = phi->count;
    for (uint32_t i = 0; told && i < phi->count; i++)
        told = ask(said, solver_variable(file, file->facts.operands[phi->first + i].value), depth + 1);
    return told;
}

/* A variable of a module. */
static bool ask_module(Said *said, const ProgramFile *file, uint32_t name, unsigned depth)
{
    Variable bound = bound_value(said->program, file->first_def + 1, name);
    return bound && ask(said, bound, depth + 1);
}

static bool ask_import(Said *said, const ProgramFile *file, uint32_t index, unsigned depth)
{
    const Program *program = said->program;
    Module module = program->imports[file->first_import + index].module;
    uint32_t name = file->facts.imports[index].name;
    uint32_t number = module && name > NAME_DOUBLESTAR ? modules_file(program->modules, module) : MODULES_NO_FILE;
    return number != MODULES_NO_FILE && program->files[number].image &&
           ask_module(said, &program->files[number], solver_name(file, name), depth);
}

static bool ask(Said *said, Variable value, unsigned depth)
{
    const ProgramFile *file = program_file_of_value(said->program, value);
    const Value *facts = program_value(said->program, value);
    if (depth > DEPTH_LIMIT || ++said->steps > STEPS_MOST)
        return false;
    switch ((ValueKind)facts->kind) {
    case VALUE_PARAM:
        return take_annotation(said, value) || take_receiver(said, file, facts);
    case VALUE_INSTANCE:
        return take_annotation(said, value);
    case VALUE_NARROWED:
        return facts->detail >= NARROWED_NONE && ask(said, solver_variable(file, facts->base), depth + 1);
    case VALUE_PHI:
        return ask_branches(said, file, facts, depth);
    case VALUE_GLOBAL:
        return ask_module(said, file, solver_name(file, facts->name), depth);
    case VALUE_IMPORT:
        return ask_import(said, file, facts->base, depth);
    case VALUE_ATTRIBUTE:
        return ask_receivers(said, file, facts, depth, ask_class);
    case VALUE_CALL:
        return ask_call(said, file, facts->base, depth);
    default:
        return false;
    }
}

Result *program_annotated_results(const Program *program, uint32_t value, size_t *count)
{
    Said said = {.program = program};
    bool told = ask(&said, value, 0);
    *count = told ? said.count : 0;
    return said.results;
}
