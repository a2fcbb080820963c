#include "asking.h"

#include <string.h>

/* `hasattr(x, "__await__")` */
static bool names_await(const Program *program, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(program, site);
    const Value *value = program_value(program, site);
    if (value->kind != VALUE_CALL || value->count < 2)
        return false;
    const Value *name = &file->facts.values[file->facts.operands[value->first + 1].value];
    return name->kind == VALUE_CONSTANT && strcmp(facts_name(&file->facts, name->name), "__await__") == 0;
}

static bool is_question(const Program *program, const ResolvedCall *call)
{
    static const char *const questions[] = {"iscoroutinefunction", "iscoroutine", "isawaitable", "isfuture"};
    const char *name = strrchr(names_text(program_names(program), call->name), '.');
    bool asks = name && strcmp(name + 1, "hasattr") == 0 && names_await(program, call->site);
    for (size_t i = 0; name && i < sizeof questions / sizeof *questions; i++)
        asks = asks || strcmp(name + 1, questions[i]) == 0;
    return asks;
}

bool *asking_find(const Program *program)
{
    size_t count;
    const ResolvedCall *calls = program_calls(program, &count);
    bool *asks = memory_zeroed(program_def_count(program) + 1, sizeof *asks);
    for (size_t i = 0; i < count; i++)
        if (!calls[i].target && calls[i].site < program_value_count(program) && is_question(program, &calls[i]))
            asks[program_file_of_value(program, calls[i].site)->first_def +
                 program_value(program, calls[i].site)->scope] = true;
    return asks;
}
