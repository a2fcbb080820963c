/*
 * hooks.c - methods of the tree's classes that a framework calls: with what, `on_connect(self, websocket)` of an endpoint,
 * without an annotation, gets a WebSocket; and which of them it runs in a thread.
 */
#include "solver.h"

#include <string.h>

/* Gives the parameters behind the receiver of which nothing else is known what `passes` says. */
static void pass(Program *program, uint32_t method, const char *passes)
{
    const Def *def = program_def(program, method);
    const ProgramFile *file = program_file_of_def(program, method);
    uint32_t param = def->first_param + (program->traits[method] & TRAIT_STATIC ? 0 : 1);
    uint32_t end = def->first_param + def->param_count;
    for (; *passes && param < end && file->facts.params[param].kind <= PARAM_PLAIN; param++) {
        size_t length = strcspn(passes, " ");
        Variable variable = solver_variable(file, file->facts.params[param].value);
        uint32_t class = names_intern(program->names, passes, length);
        if (variable && !solver_is_informed(program, variable))
            solver_add(program, variable, solver_object(program, OBJECT_EXTERNAL_INSTANCE, class, 0));
        passes += length + strspn(passes + length, " ");
    }
}

static void pass_to_methods(Program *program, uint32_t class_def, const char *base)
{
    const ProgramFile *file = program_file_of_def(program, class_def);
    const Def *def = program_def(program, class_def);
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        uint32_t name = file->facts.bindings[i].name;
        const CatalogMethod *hook = catalog_find_method(program->catalog, base, facts_name(&file->facts, name));
        uint32_t method = hook && hook->passes ? program_class_member(program, class_def, solver_name(file, name)) : 0;
        if (method && program_def(program, method)->kind == DEF_FUNCTION)
            pass(program, method, hook->passes);
    }
}

/* The name of a member that is a hook of the base, and runs in a thread; or 0. */
static uint32_t find_threaded(const Program *program, uint32_t class_def, const char *base)
{
    const ProgramFile *file = program_file_of_def(program, class_def);
    const Def *def = program_def(program, class_def);
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        uint32_t name = file->facts.bindings[i].name;
        const CatalogMethod *hook = catalog_find_method(program->catalog, base, facts_name(&file->facts, name));
        if (hook && hook->thread)
            return solver_name(file, name);
    }
    return 0;
}

uint32_t hooks_find_threaded(const Program *program, uint32_t class_def)
{
    size_t count, classes;
    uint32_t found = 0;
    const uint32_t *external = program_external_bases(program, class_def, &count);
    const uint32_t *mro = program_mro(program, class_def, &classes);
    for (size_t i = 0; i < count && !found; i++) {
        const char *base = solver_text(program, external[i]);
        bool hooked = catalog_has_hooks(program->catalog, base);
        for (size_t k = 0; hooked && k < classes && !found; k++)
            found = find_threaded(program, mro[k], base);
    }
    return found;
}

void hooks_pass(Program *program)
{
    for (uint32_t i = 0; i < program->class_count; i++) {
        size_t count;
        const uint32_t *external = program_external_bases(program, program->class_defs[i], &count);
        for (size_t k = 0; k < count; k++) {
            const char *base = solver_text(program, external[k]);
            if (catalog_has_hooks(program->catalog, base))
                pass_to_methods(program, program->class_defs[i], base);
        }
    }
}
