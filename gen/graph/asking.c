#include "asking.h"

#include "../../extractors/memory.h"

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

static uint32_t scope_of(const Program *program, uint32_t value)
{
    return program_file_of_value(program, value)->first_def + program_value(program, value)->scope;
}

uint32_t *asking_find(const Program *program)
{
    size_t count;
    const ResolvedCall *calls = program_calls(program, &count);
    uint32_t *asks = memory_zeroed(program_def_count(program) + 1, sizeof *asks);
    for (size_t i = 0; i < count; i++)
        if (!calls[i].target && calls[i].site < program_value_count(program) && is_question(program, &calls[i])) {
            uint32_t *first = &asks[scope_of(program, calls[i].site)];
            if (!*first || calls[i].site < *first)
                *first = calls[i].site;
        }
    return asks;
}

/* `await f()`, and not `x = f()` that is awaited later on. */
static bool is_awaited_at_once(const Program *program, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(program, site);
    uint32_t call = site - file->first_value, next = call + 1;
    return next < file->facts.values_count && file->facts.values[next].kind == VALUE_AWAIT &&
           file->facts.values[next].base == call;
}

/* What comes before the question runs whatever the answer is; unless a loop comes back to it, or its failure is what
 * makes the function ask. */
bool asking_may_guard(const Program *program, const uint32_t *asks, uint32_t site)
{
    uint32_t first = asks[scope_of(program, site)];
    bool returns = program_value(program, site)->flags & (VALUE_IN_LOOP | VALUE_GUARDED);
    return first && (site > first || returns || !is_awaited_at_once(program, site));
}
