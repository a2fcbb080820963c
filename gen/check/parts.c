#include "parts.h"

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

static bool lies_in_part(const RuleContext *context, const ProgramFile *file, uint32_t number)
{
    for (uint32_t i = 1; i < file->facts.parts_count; i++) {
        const Part *part = &file->facts.parts[i];
        if (number >= part->first_value && number < part->end_value &&
            (part->kind == PART_OFF || wants_failure(context, file->first_value + part->manager)))
            return true;
    }
    return false;
}

bool part_excuses(const RuleContext *context, uint32_t value)
{
    const ProgramFile *file = program_file_of_value(context->subject.program, value);
    uint32_t number = value - file->first_value;
    Body body = program_body(context->subject.program, file->first_def + file->facts.values[number].scope);
    bool awaited = false, excused = true;
    if (lies_in_part(context, file, number))
        return true;
    for (uint32_t i = number + 1; i < body.end_value && excused; i++)
        if (file->facts.values[i].kind == VALUE_AWAIT &&
            program_before_tests(file, file->facts.values[i].base) == number) {
            awaited = true;
            excused = lies_in_part(context, file, i);
        }
    return awaited && excused;
}
