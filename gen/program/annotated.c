/*
 * What annotations say that a value is, whatever flows there: those of parameters, of attributes and variables, and of what
 * functions and properties return.
 */
#include "solver.h"

#include "../../extractors/memory.h"

enum {
    DEPTH_LIMIT = 8, /* branches in branches, imports of imports */
    STEPS_MOST = 200,
    RESULTS_MOST = 64
};

typedef struct {
    const Program *program;
    Result *results;     /* owned */
    size_t count, taken; /* each once; each time */
    unsigned steps, depth;
} Said;

static bool ask(Said *said, Variable value);

static bool is_taken(const Said *said, const Result *result)
{
    for (size_t i = 0; i < said->count; i++) {
        const Result *taken = &said->results[i];
        if (taken->kind == result->kind && taken->def == result->def && taken->name == result->name &&
            taken->exact == result->exact && taken->none == result->none && taken->passed == result->passed &&
            taken->declared == result->declared)
            return true;
    }
    return false;
}

/* Each once: receivers that say the same come together again and again. */
static void take(Said *said, Result result)
{
    said->taken++;
    if (is_taken(said, &result))
        return;
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
    return def && take_annotation(said, solver_find_cell(said->program, CELL_RETURN, def, 0));
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

/* Whether an effect is of a method, and assigns to `self.name`. */
static bool assigns(const ProgramFile *file, const Effect *effect, uint32_t method, uint32_t name)
{
    return effect->kind == EFFECT_SET_ATTRIBUTE && file->first_def + effect->scope == method &&
           solver_name(file, effect->name) == name && file->facts.values[effect->target].kind == VALUE_PARAM;
}

/* `self.name: Type = …` in a method, or `self.name = name` of a parameter `name: Type`; or 0. */
static Variable assigned_by(const Program *program, uint32_t method, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, method);
    Body body = program_body(program, method);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (assigns(file, effect, method, name) && (is_annotated(program, solver_variable(file, effect->value)) ||
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

/* Whether all that a method assigns to `self.name` tells what it is. */
static bool ask_assigned_by(Said *said, uint32_t method, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(said->program, method);
    Body body = program_body(said->program, method);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++)
        if (assigns(file, &file->facts.effects[i], method, name) &&
            !ask(said, solver_variable(file, file->facts.effects[i].value)))
            return false;
    return true;
}

/* The same of all methods of a class, if nothing that they assign has an annotation of its own. */
static bool ask_assigned(Said *said, uint32_t class_def, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(said->program, class_def);
    size_t before = said->taken;
    for (uint32_t i = class_def - file->first_def + 1; i < file->facts.defs_count; i++)
        if (file->first_def + file->facts.defs[i].parent == class_def && file->facts.defs[i].kind == DEF_FUNCTION &&
            !ask_assigned_by(said, file->first_def + i, name))
            return false;
    return said->taken > before;
}

/* The function that a member of a class is made of, by a decorator whose objects give what it returns when they are read, as
 * those of `cached_property` do; or 0. */
static uint32_t read_function(const Program *program, Variable bound)
{
    const ProgramFile *file = program_file_of_value(program, bound);
    const Value *decorated = program_value(program, bound);
    const ObjectSet *set = &program->variables[bound].set;
    ObjectData data = set->count == 1 ? solver_data(program, *set_items(set)) : (ObjectData){0};
    if (decorated->kind != VALUE_DECORATED || data.kind != OBJECT_INSTANCE ||
        !(program->classes[data.a]->specials & SPECIAL_GET))
        return 0;
    const Value *function = &file->facts.values[file->facts.operands[decorated->first].value];
    return function->kind == VALUE_DEFINITION ? file->first_def + function->base : 0;
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
            return take_result(said, read_function(said->program, bound));
        bound = bound ? bound : assigned_value(said->program, mro[i], name);
        if (bound)
            return take_annotation(said, bound);
        if (ask_assigned(said, mro[i], name))
            return true;
    }
    return false;
}

/* What has an attribute, or a method that is called: by annotations, or else by what flows there, classes of the tree. Caller
 * frees. */
static Result *find_receivers(Said *said, Variable receiver, size_t *count)
{
    Said by_annotation = {.program = said->program, .steps = said->steps, .depth = said->depth};
    bool told = ask(&by_annotation, receiver);
    said->steps = by_annotation.steps;
    *count = by_annotation.count;
    if (told)
        return by_annotation.results;
    free(by_annotation.results);
    return program_value_results(said->program, receiver, count);
}

/* Whether each class that a receiver may be of says what it has under a name: `ask_one` takes it. */
static bool ask_receivers(Said *said, const ProgramFile *file, const Value *attribute,
                          bool (*ask_one)(Said *said, uint32_t class_def, uint32_t name))
{
    size_t count;
    uint32_t name = solver_name(file, attribute->name);
    Result *receivers = find_receivers(said, solver_variable(file, attribute->base), &count);
    bool told = false, failed = false;
    for (size_t i = 0; i < count && !failed; i++)
        if (receivers[i].kind == RESULT_CLASS_INSTANCE) {
            told = ask_one(said, receivers[i].def, name);
            failed = !told;
        }
    free(receivers);
    return told && !failed;
}

/* Whether calling a function gives a coroutine. */
static bool is_asynchronous(const Program *program, uint32_t def)
{
    unsigned flags = program_def(program, def)->flags;
    return flags & DEF_ASYNC && !(flags & DEF_GENERATOR);
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

/* What a method gives: an asynchronous one to who awaits it. */
static bool take_result_of(Said *said, uint32_t class_def, uint32_t name, bool awaited)
{
    uint32_t method = program_method_of(said->program, class_def, name);
    if (!method || awaited != is_asynchronous(said->program, method) ||
        program_traits(said->program, method) & TRAIT_PROPERTY)
        return false;
    if (!returns_type_of_self(said->program, method))
        return take_result(said, method);
    take(said, (Result){.kind = RESULT_CLASS_INSTANCE, .def = class_def});
    return true;
}

static bool take_called(Said *said, uint32_t class_def, uint32_t name)
{
    return take_result_of(said, class_def, name, false);
}

static bool take_awaited(Said *said, uint32_t class_def, uint32_t name)
{
    return take_result_of(said, class_def, name, true);
}

static bool ask_callee(Said *said, ObjectData callee, bool awaited)
{
    if (callee.kind == OBJECT_CLASS && !awaited) {
        take(said, (Result){.kind = RESULT_CLASS_INSTANCE, .exact = !callee.b, .def = callee.a});
        return true;
    }
    return (callee.kind == OBJECT_FUNCTION || callee.kind == OBJECT_BOUND) &&
           awaited == is_asynchronous(said->program, callee.a) && take_result(said, callee.a);
}

/* What a call gives, or awaiting it. */
static bool ask_call(Said *said, const ProgramFile *file, uint32_t callee, bool awaited)
{
    const Value *facts = &file->facts.values[callee];
    const ObjectSet *set = &said->program->variables[solver_variable(file, callee)].set;
    bool told = set->count;
    if (facts->kind == VALUE_ATTRIBUTE && ask_receivers(said, file, facts, awaited ? take_awaited : take_called))
        return true;
    for (uint32_t i = 0; told && i < set->count; i++)
        told = ask_callee(said, solver_data(said->program, set_items(set)[i]), awaited);
    return told;
}

static bool ask_branches(Said *said, const ProgramFile *file, const Value *phi)
{
    bool told = phi->count;
    for (uint32_t i = 0; told && i < phi->count; i++)
        told = ask(said, solver_variable(file, file->facts.operands[phi->first + i].value));
    return told;
}

/* A variable of a module. */
static bool ask_module(Said *said, const ProgramFile *file, uint32_t name)
{
    Variable bound = bound_value(said->program, file->first_def + 1, name);
    return bound && ask(said, bound);
}

static bool ask_import(Said *said, const ProgramFile *file, uint32_t index)
{
    const Program *program = said->program;
    Module module = program->imports[file->first_import + index].module;
    uint32_t name = file->facts.imports[index].name;
    uint32_t number = module && name > NAME_DOUBLESTAR ? modules_file(program->modules, module) : MODULES_NO_FILE;
    return number != MODULES_NO_FILE && program->files[number].image &&
           ask_module(said, &program->files[number], solver_name(file, name));
}

static bool ask_value(Said *said, const ProgramFile *file, Variable value)
{
    const Value *facts = program_value(said->program, value);
    switch ((ValueKind)facts->kind) {
    case VALUE_CONSTANT:
        take(said, (Result){.kind = RESULT_PLAIN, .none = facts->detail == CONSTANT_NONE});
        return true;
    case VALUE_PARAM:
        return take_annotation(said, value) || take_receiver(said, file, facts);
    case VALUE_INSTANCE:
        return take_annotation(said, value);
    case VALUE_NARROWED:
        return facts->detail >= NARROWED_NONE && ask(said, solver_variable(file, facts->base));
    case VALUE_PHI:
        return ask_branches(said, file, facts);
    case VALUE_GLOBAL:
        return ask_module(said, file, solver_name(file, facts->name));
    case VALUE_IMPORT:
        return ask_import(said, file, facts->base);
    case VALUE_ATTRIBUTE:
        return ask_receivers(said, file, facts, ask_class);
    case VALUE_CALL:
        return ask_call(said, file, facts->base, false);
    case VALUE_AWAIT:
        return file->facts.values[facts->base].kind == VALUE_CALL &&
               ask_call(said, file, file->facts.values[facts->base].base, true);
    default:
        return false;
    }
}

static bool ask(Said *said, Variable value)
{
    if (said->depth > DEPTH_LIMIT || ++said->steps > STEPS_MOST)
        return false;
    said->depth++;
    bool told = ask_value(said, program_file_of_value(said->program, value), value);
    said->depth--;
    return told && said->count <= RESULTS_MOST;
}

Result *program_annotated_results(const Program *program, uint32_t value, size_t *count)
{
    Said said = {.program = program};
    bool told = ask(&said, value);
    *count = told ? said.count : 0;
    return said.results;
}
