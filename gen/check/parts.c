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

/* The name of a type of failure outside the tree; "": it is of the tree, and another one; NULL: who knows. */
static const char *name_of_type(const Program *program, const ProgramFile *file, uint32_t type)
{
    uint32_t def = program_definition_of(program, file->first_value + type);
    uint32_t external = program_external_of(program, file->first_value + type);
    const char *own = external ? program_own_name(names_text(program_names(program), external)) : NULL;
    if (own)
        return own;
    return external || (def && program_def(program, def)->kind == DEF_CLASS) ? "" : NULL;
}

static bool is_of_await(const RuleContext *context, const ProgramFile *file, uint32_t type);

/* The same of one of several: `(ValueError, TypeError)`, `RaisesGroup(RaisesExc(ValueError))`. */
static bool is_any_of_await(const RuleContext *context, const ProgramFile *file, const Value *types)
{
    bool of_await = false, named = false;
    for (uint32_t i = types->first; i < types->first + types->count; i++) {
        const Operand *type = &file->facts.operands[i];
        named = named || !type->name;
        of_await = of_await || (!type->name && is_of_await(context, file, type->value));
    }
    return of_await || !named;
}

/* Whether a failure that is wanted may be that of an await too few or too many, or the warning of it. */
static bool is_of_await(const RuleContext *context, const ProgramFile *file, uint32_t type)
{
    static const char *const types[] = {"TypeError",    "Exception",      "BaseException",
                                        "RuntimeError", "RuntimeWarning", "Warning"};
    const Value *value = &file->facts.values[type];
    if (value->kind == VALUE_CONTAINER ||
        (value->kind == VALUE_CALL && wants_failure(context, file->first_value + type)))
        return is_any_of_await(context, file, value);
    const char *name = name_of_type(context->subject.program, file, type);
    bool of_await = !name;
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
        of_await = of_await || strcmp(name, types[i]) == 0;
    return of_await;
}

/* Whether what is wanted is a warning of Python's own: who warns goes on. */
static bool is_warning(const Program *program, const ProgramFile *file, uint32_t type)
{
    static const char suffix[] = "Warning";
    const char *name = name_of_type(program, file, type);
    size_t length = name ? strlen(name) : 0;
    return length >= sizeof suffix - 1 && strcmp(name + length - (sizeof suffix - 1), suffix) == 0;
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
    if (manager->kind != VALUE_CALL || !manager->count)
        return true;
    if (is_any_of_await(context, file, manager))
        return true;
    uint32_t type = file->facts.operands[manager->first].value;
    bool fails_at_once =
        mistake == MISTAKE_NO_AWAIT || (mistake == MISTAKE_AWAIT && !is_warning(context->subject.program, file, type));
    return fails_at_once &&
           awaits_less(&file->facts, part->first_value, part->end_value, mistake == MISTAKE_AWAIT ? 2 : 1);
}

/* Who catches others beside it means what is wrong with what is passed. */
static bool is_type_error(const Facts *facts, uint32_t type)
{
    const Value *value = &facts->values[type];
    return value->kind == VALUE_GLOBAL && strcmp(facts_name(facts, value->name), "TypeError") == 0;
}

/* `with suppress(TypeError): await …`, which is a `try` that catches it. */
static bool is_suppressed(const RuleContext *context, const ProgramFile *file, const Part *part)
{
    const Value *manager = &file->facts.values[part->manager];
    const ResolvedCall *only = sites_only_call(context->sites, file->first_value + part->manager);
    return manager->kind == VALUE_CALL && manager->count == 1 &&
           is_type_error(&file->facts, file->facts.operands[manager->first].value) && only &&
           strcmp(names_text(program_names(context->subject.program), only->name), "contextlib.suppress") == 0 &&
           awaits_less(&file->facts, part->first_value, part->end_value, 2);
}

static bool lies_in_part(const RuleContext *context, const ProgramFile *file, uint32_t number, Mistake mistake)
{
    for (uint32_t i = 1; i < file->facts.parts_count; i++) {
        const Part *part = &file->facts.parts[i];
        if (number >= part->first_value && number < part->end_value &&
            (part->kind == PART_OFF || is_wanted(context, file, part, mistake) ||
             (mistake == MISTAKE_AWAIT && is_suppressed(context, file, part))))
            return true;
    }
    return false;
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
