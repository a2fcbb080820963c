#include "parts.h"

#include <string.h>

/* Whether entering a value makes a failure what is wanted: `pytest.raises(…)`. */
static bool wants_failure(const RuleContext *context, uint32_t manager)
{
    const Program *program = context->subject.program;
    const Sites *sites = context->sites;
    for (uint32_t i = sites->by_site[manager]; i; i = sites->next_of_site[i - 1]) {
        const CatalogEntry *entries;
        const ResolvedCall *call = &sites->calls[i - 1];
        const char *name = names_text(program_names(program), program_catalog_name(program, call->name));
        if (!call->target && catalog_find(context->subject.catalog, name, &entries) &&
            entries[0].flags & CATALOG_FAILURE)
            return true;
    }
    return false;
}

/* Whether a failure that is wanted may be that of an await too few or too many, or the warning of it. */
static bool is_of_await(const Program *program, const ProgramFile *file, uint32_t type)
{
    static const char *const types[] = {"TypeError",    "Exception",      "BaseException",
                                        "RuntimeError", "RuntimeWarning", "Warning"};
    const Value *value = &file->facts.values[type];
    uint32_t def = program_definition_of(program, file->first_value + type);
    uint32_t external = program_external_of(program, file->first_value + type);
    const char *name = program_own_name(names_text(program_names(program), external));
    bool of_await =
        value->kind != VALUE_CONTAINER && !external && (!def || program_def(program, def)->kind != DEF_CLASS);
    for (uint32_t i = value->first; value->kind == VALUE_CONTAINER && i < value->first + value->count; i++)
        of_await = of_await || is_of_await(program, file, file->facts.operands[i].value);
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
        of_await = of_await || strcmp(name, types[i]) == 0;
    return of_await;
}

/* Whether fewer things are awaited there. */
static bool awaits_less(const Facts *facts, uint32_t first, uint32_t end, uint32_t number)
{
    uint32_t awaits = 0;
    for (uint32_t i = first; i < end && awaits < number; i++)
        awaits += facts->values[i].kind == VALUE_AWAIT;
    return awaits < number;
}

/* Whether the failure that the body of a `with` is there for may be that of an await too few or too many. If it is another
 * one, what is called may have to fail at once, before anybody awaits it: so where nothing else is awaited. */
static bool is_wanted(const RuleContext *context, const ProgramFile *file, const Part *part, Mistake mistake)
{
    const Value *manager = &file->facts.values[part->manager];
    if (!wants_failure(context, file->first_value + part->manager))
        return false;
    return manager->kind != VALUE_CALL || !manager->count ||
           is_of_await(context->subject.program, file, file->facts.operands[manager->first].value) ||
           (mistake != MISTAKE_ONLY_NO_AWAIT &&
            awaits_less(&file->facts, part->first_value, part->end_value, mistake == MISTAKE_AWAIT ? 2 : 1));
}

static bool lies_in_part(const RuleContext *context, const ProgramFile *file, uint32_t number, Mistake mistake)
{
    for (uint32_t i = 1; i < file->facts.parts_count; i++) {
        const Part *part = &file->facts.parts[i];
        if (number >= part->first_value && number < part->end_value &&
            (part->kind == PART_OFF || is_wanted(context, file, part, mistake)))
            return true;
    }
    return false;
}

/* Who catches others beside it means what is wrong with what is passed. */
static bool is_type_error(const Facts *facts, uint32_t type)
{
    const Value *value = &facts->values[type];
    return value->kind == VALUE_GLOBAL && strcmp(facts_name(facts, value->name), "TypeError") == 0;
}

uint32_t part_end_of_try(const Facts *facts, const Handler *handler)
{
    uint32_t end = handler->first_value;
    for (uint32_t i = 1; i < facts->handlers_count; i++) {
        const Handler *other = &facts->handlers[i];
        if (other->scope == handler->scope && other->first_try_value == handler->first_try_value &&
            other->first_value < end)
            end = other->first_value;
    }
    return end;
}

/* Whether it stands in a `try` that catches TypeError, and is what that tries. */
static bool lies_in_try(const ProgramFile *file, uint32_t number)
{
    for (uint32_t i = 1; i < file->facts.handlers_count; i++) {
        const Handler *handler = &file->facts.handlers[i];
        bool guards = handler->scope == file->facts.values[number].scope && handler->type &&
                      number >= handler->first_try_value && number < handler->first_value;
        if (!guards || !is_type_error(&file->facts, handler->type))
            continue;
        uint32_t end = part_end_of_try(&file->facts, handler);
        if (number < end && awaits_less(&file->facts, handler->first_try_value, end, 2)) /* else, which is tried? */
            return true;
    }
    return false;
}

static bool is_meant(const RuleContext *context, const ProgramFile *file, uint32_t number, Mistake mistake)
{
    return lies_in_part(context, file, number, mistake) || (mistake == MISTAKE_AWAIT && lies_in_try(file, number));
}

bool part_excuses(const RuleContext *context, uint32_t value, Mistake mistake)
{
    const ProgramFile *file = program_file_of_value(context->subject.program, value);
    uint32_t number = value - file->first_value;
    Body body = program_body(context->subject.program, file->first_def + file->facts.values[number].scope);
    bool awaited = false, excused = true;
    if (is_meant(context, file, number, mistake))
        return true;
    for (uint32_t i = number + 1; i < body.end_value && excused; i++)
        if (file->facts.values[i].kind == VALUE_AWAIT &&
            program_before_tests(file, file->facts.values[i].base) == number) {
            awaited = true;
            excused = is_meant(context, file, i, mistake);
        }
    return awaited && excused;
}
