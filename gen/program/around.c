/*
 * Functions that a context manager is put around, which decorates them: each call enters it, runs them, and leaves it.
 * Library reference, contextlib: ContextDecorator, AsyncContextDecorator, and what contextmanager() makes.
 */
#include "solver.h"

#include <string.h>

enum {
    STEP_AROUND = 49
};

static bool inherits(const Program *program, uint32_t class_def, const char *base)
{
    const ClassData *class = program->classes[class_def];
    for (uint32_t i = 0; i < class->external_count; i++)
        if (strcmp(solver_text(program, class->external[i]), base) == 0)
            return true;
    return false;
}

/* Is it entered by `async with`? */
static bool is_async(const Program *program, Object context)
{
    ObjectData data = solver_data(program, context);
    if (data.kind == OBJECT_CONTEXT)
        return program_def(program, data.a)->flags & DEF_ASYNC;
    return data.kind == OBJECT_INSTANCE && inherits(program, data.a, "contextlib.AsyncContextDecorator");
}

static bool decorates(const Program *program, Object context)
{
    ObjectData data = solver_data(program, context);
    return data.kind == OBJECT_CONTEXT ||
           (data.kind == OBJECT_INSTANCE && !classes_find(program, data.a, program->known.call, 0) &&
            (is_async(program, context) || inherits(program, data.a, "contextlib.ContextDecorator")));
}

bool around_decorate(Program *program, Object decorator, Variable inner, Variable decorated)
{
    const Value *function = program_value(program, inner);
    if (!decorates(program, decorator))
        return false;
    solver_link(program, inner, LINK_COPY, decorated, 0);
    if (function->kind == VALUE_DEFINITION)
        solver_add(
            program,
            solver_cell(program, CELL_AROUND, program_file_of_value(program, inner)->first_def + function->base, 0),
            decorator);
    return true;
}

void around_call(Program *program, uint32_t def, Variable site)
{
    if (program_def(program, def)->decorator_count && site < program->value_count)
        solver_link_once(program, solver_cell(program, CELL_AROUND, def, 0), LINK_AROUND, site, 0);
}

void around_enter(Program *program, Object context, Variable site)
{
    ObjectData data = solver_data(program, context);
    CallSite again = {.site = site, .reach = REACH_IMPLICIT};
    if (data.kind == OBJECT_CONTEXT) /* the generator function is called anew each time */
        solver_record(program, &again, data.a, 0);
    protocols_enter(program, context, site, solver_step(program, site, STEP_AROUND), is_async(program, context));
}

Variable around_contexts(const Program *program, Object callee)
{
    ObjectData data = solver_data(program, callee);
    bool is_function = data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND;
    return is_function ? solver_find_cell(program, CELL_AROUND, data.a, 0) : 0;
}
