/*
 * Stubs (.pyi) beside their sources: PEP 484, "Stub Files"; typing specification, "Distributing type information". What
 * runs is the source, and it alone is in the graph; the stub says types of parameters, results and attributes of which the
 * source says none. A stub without a source is a module like others.
 *
 * Its definitions are no objects: they stand for those of the source that have their names. Nothing of it is called.
 */
#include "solver.h"

#include <string.h>

/* The number of the file of that path, but for its last letter, among the sources; or the count of them. */
static size_t find_source(const Program *program, const char *path)
{
    size_t low = 0, high = program->file_count, length = strlen(path) - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(program->files[middle].path, path, length);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < program->file_count && strncmp(program->files[low].path, path, length) == 0 &&
                 !program->files[low].path[length];
    return found ? low : program->file_count;
}

static const ProgramFile *source_of(const Program *program, const ProgramFile *stub)
{
    return &program->files[stub->stub_of - 1];
}

/* The definition of the source that a definition of the stub stands for: of the same place and name, the last of several;
 * 0: there is none. */
static uint32_t counterpart(const Program *program, const ProgramFile *stub, uint32_t def)
{
    return program->counterparts[stub->first_def + def - program->def_count];
}

/* The definition in a file that has a parent, name and kind, or 0. `by_place`: of the definitions. */
static uint32_t find_definition(const Index *by_place, const ProgramFile *file, uint32_t parent, uint32_t name,
                                uint32_t kind)
{
    uint32_t hash = index_hash3(parent, name, kind);
    for (uint32_t at = hash, number; (number = index_next(by_place, hash, &at)) != INDEX_NONE;) {
        const Def *def = &file->facts.defs[number];
        if (def->parent == parent && solver_name(file, def->name) == name && def->kind == kind)
            return number;
    }
    return 0;
}

static void find_counterparts(Program *program, const ProgramFile *stub)
{
    const ProgramFile *source = source_of(program, stub);
    uint32_t *counterparts = program->counterparts + (stub->first_def - program->def_count);
    Index by_place = {0};
    for (uint32_t i = source->facts.defs_count; i-- > 2;) {
        const Def *def = &source->facts.defs[i];
        uint32_t name = solver_name(source, def->name);
        if (!find_definition(&by_place, source, def->parent, name, def->kind))
            index_add(&by_place, index_hash3(def->parent, name, def->kind), i);
    }
    counterparts[1] = 1; /* the modules */
    for (uint32_t i = 2; i < stub->facts.defs_count; i++) {
        const Def *def = &stub->facts.defs[i];
        uint32_t parent = def->parent < i ? counterparts[def->parent] : 0;
        if (parent)
            counterparts[i] = find_definition(&by_place, source, parent, solver_name(stub, def->name), def->kind);
    }
    index_free(&by_place);
}

void stubs_load(Program *program)
{
    program->counterparts =
        arena_alloc(&program->arena, (program->all_def_count - program->def_count + 1) * sizeof *program->counterparts);
    for (size_t i = program->file_count; i < program->all_file_count; i++) {
        ProgramFile *stub = &program->files[i];
        size_t source = find_source(program, stub->path);
        if (source == program->file_count || !program->files[source].image)
            stub->image = NULL;
        stub->stub_of = (uint32_t)source + 1;
        if (stub->image)
            find_counterparts(program, stub);
    }
}

void stubs_bind(Program *program, uint32_t number)
{
    const ProgramFile *stub = &program->files[number];
    const Def *module = stub->image ? &stub->facts.defs[1] : NULL;
    for (uint32_t i = 0; module && i < module->binding_count; i++) {
        const Binding *binding = &stub->facts.bindings[module->first_binding + i];
        solver_link(program, solver_variable(stub, binding->value), LINK_COPY,
                    solver_cell(program, CELL_GLOBAL, number, solver_name(stub, binding->name)), 0);
    }
}

Object stubs_definition(Program *program, const ProgramFile *stub, uint32_t def)
{
    uint32_t other = counterpart(program, stub, def);
    bool is_class = stub->facts.defs[def].kind == DEF_CLASS;
    return other ? solver_object(program, is_class ? OBJECT_CLASS : OBJECT_FUNCTION,
                                 source_of(program, stub)->first_def + other, 0)
                 : program->unknown;
}

bool stubs_takes(const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_UNKNOWN:
    case VALUE_CONSTANT:
    case VALUE_DEFINITION:
    case VALUE_IMPORT:
    case VALUE_GLOBAL:
    case VALUE_PHI:
    case VALUE_ATTRIBUTE:
    case VALUE_CALL: /* TypeVar("T") */
    case VALUE_SUBSCRIPT:
    case VALUE_OPERATOR:
    case VALUE_CONTAINER:
        return true;
    default:
        return false;
    }
}

/* --- what they declare ----------------------------------------------------------------------------------------------- */

static void declare(Program *program, const ProgramFile *stub, uint32_t annotation, Variable target, bool yields)
{
    annotations_declare(program, solver_variable(stub, annotation), (Declaration){.target = target}, yields);
}

static void declare_param(Program *program, const ProgramFile *stub, const Param *param, uint32_t function)
{
    const ProgramFile *source = source_of(program, stub);
    const Def *def = &source->facts.defs[function];
    for (uint32_t i = def->first_param; i < def->first_param + def->param_count; i++) {
        const Param *other = &source->facts.params[i];
        if (solver_name(source, other->name) == solver_name(stub, param->name) && !other->annotation &&
            other->kind < PARAM_STAR && param->kind < PARAM_STAR)
            declare(program, stub, param->annotation, solver_variable(source, other->value), false);
    }
}

static void declare_function(Program *program, const ProgramFile *stub, const Def *def, uint32_t function)
{
    const ProgramFile *source = source_of(program, stub);
    const Def *other = &source->facts.defs[function];
    bool yields = other->flags & DEF_GENERATOR;
    for (uint32_t i = def->first_param; i < def->first_param + def->param_count; i++)
        if (stub->facts.params[i].annotation)
            declare_param(program, stub, &stub->facts.params[i], function);
    if (def->returns && !other->returns)
        declare(program, stub, def->returns,
                solver_cell(program, yields ? CELL_YIELD : CELL_RETURN, source->first_def + function, 0), yields);
}

/* `name: T` in a module or class. What has a value in the source is not declared there, or the source says it itself. */
static void declare_binding(Program *program, const ProgramFile *stub, const Binding *binding, uint32_t scope)
{
    const ProgramFile *source = source_of(program, stub);
    const Value *value = &stub->facts.values[binding->value];
    uint32_t name = solver_name(stub, binding->name), def = source->first_def + scope;
    bool of_class = source->facts.defs[scope].kind == DEF_CLASS;
    if (value->kind != VALUE_INSTANCE || !value->base)
        return;
    Variable bound = of_class ? solver_find_cell(program, CELL_CLASS, def, name)
                              : solver_find_cell(program, CELL_GLOBAL, stub->stub_of - 1, name);
    if (!bound && of_class && solver_is_stored(program, name))
        bound = solver_cell(program, CELL_INSTANCE, def, name);
    if (bound && !(program->variables[bound].set.states & STATE_ANNOTATED))
        declare(program, stub, value->base, bound, false);
}

static void declare_all(Program *program, const ProgramFile *stub)
{
    for (uint32_t i = 1; i < stub->facts.defs_count; i++) {
        const Def *def = &stub->facts.defs[i];
        uint32_t other = counterpart(program, stub, i);
        if (other && def->kind == DEF_FUNCTION)
            declare_function(program, stub, def, other);
        for (uint32_t j = 0; other && (def->kind == DEF_CLASS || def->kind == DEF_MODULE) && j < def->binding_count;
             j++)
            declare_binding(program, stub, &stub->facts.bindings[def->first_binding + j], other);
    }
}

void stubs_declare(Program *program)
{
    for (size_t i = program->file_count; i < program->all_file_count; i++)
        if (program->files[i].image)
            declare_all(program, &program->files[i]);
}
