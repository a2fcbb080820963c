/*
 * doubles.c - what tests put in the place of what production runs: mocks, and whatever test code defines. They say
 * nothing of what production hands over.
 */
#include "solver.h"

#include <string.h>

bool program_external_is_double(const Program *program, uint32_t name)
{
    enum {
        LONGEST = 200,
        DEEPEST = 4 /* parts behind the class: `AsyncMock.client.get` */
    };
    const char *text = solver_text(program, name);
    char class_name[LONGEST];
    size_t length = strlen(text);
    if (length >= sizeof class_name)
        return false;
    memcpy(class_name, text, length + 1);
    for (unsigned i = 0; i <= DEEPEST; i++) {
        const CatalogEntry *entries;
        size_t count = catalog_find(program->catalog, class_name, &entries);
        char *dot = strrchr(class_name, '.');
        if (count && entries[0].flags & CATALOG_CLASS)
            return entries[0].flags & CATALOG_DOUBLE;
        if (!dot)
            return false;
        *dot = '\0';
    }
    return false;
}

static bool is_defined_in_test(const Program *program, uint32_t def)
{
    return program_file_of_def(program, def)->test;
}

bool solver_is_double(Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_FUNCTION:
    case OBJECT_CLASS:
    case OBJECT_INSTANCE:
    case OBJECT_GENERATOR:
    case OBJECT_CONTEXT:
        return is_defined_in_test(program, data.a);
    case OBJECT_BOUND:
        return is_defined_in_test(program, data.a) || solver_is_double(program, data.b);
    case OBJECT_COROUTINE:
        return data.b && is_defined_in_test(program, data.b);
    case OBJECT_EXTERNAL:
    case OBJECT_EXTERNAL_INSTANCE:
        return externals_is_double(program, data.a);
    case OBJECT_CONTAINER:
        return data.a < program->value_count && program_file_of_value(program, data.a)->test;
    default:
        return false;
    }
}

bool program_call_is_double(const Program *program, const ResolvedCall *call)
{
    if (call->site >= program->value_count || program_file_of_value(program, call->site)->test)
        return false;
    return call->target ? is_defined_in_test(program, call->target) : program_external_is_double(program, call->name);
}
