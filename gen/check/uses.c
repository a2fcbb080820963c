#include "uses.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <utarray.h>

typedef struct {
    uint32_t *first; /* by value: number in `all`, or 0 */
    UT_array *all;   /* Used; [0] unused */
} FileUses;

struct Uses {
    const Program *program;
    const ProgramFile *files;
    size_t file_count;
    FileUses *of_file; /* by file; empty until somebody asks */
};

static const UT_icd used_icd = {sizeof(Used), NULL, NULL, NULL};

Uses *uses_new(const Program *program)
{
    Uses *uses = memory_alloc(sizeof *uses);
    *uses = (Uses){.program = program};
    uses->files = program_files(program, &uses->file_count);
    uses->of_file = memory_zeroed(uses->file_count + 1, sizeof *uses->of_file);
    return uses;
}

void uses_free(Uses *uses)
{
    for (size_t i = 0; i < uses->file_count; i++)
        if (uses->of_file[i].all) {
            utarray_free(uses->of_file[i].all);
            free(uses->of_file[i].first);
        }
    free(uses->of_file);
    free(uses);
}

static void add(FileUses *uses, uint32_t value, UsedAs as, uint32_t by, uint32_t place)
{
    Used used = {.next = uses->first[value], .by = by, .place = place, .as = as};
    if (!value)
        return;
    uses->first[value] = utarray_len(uses->all);
    utarray_push_back(uses->all, &used);
}

/* Whether the base of such a value is a value. */
static bool has_base(const Value *value)
{
    return value->kind != VALUE_PARAM && value->kind != VALUE_DEFINITION && value->kind != VALUE_IMPORT &&
           value->kind != VALUE_CELL && value->kind != VALUE_SYMBOL;
}

static void add_values(FileUses *uses, const Facts *facts)
{
    for (uint32_t v = 1; v < facts->values_count; v++) {
        const Value *value = &facts->values[v];
        if (has_base(value))
            add(uses, value->base, USED_AS_BASE, v, 0);
        for (uint32_t i = 0; i < value->count; i++)
            add(uses, facts->operands[value->first + i].value, USED_AS_OPERAND, v, i);
    }
}

static void add_effects(FileUses *uses, const Facts *facts)
{
    for (uint32_t i = 1; i < facts->effects_count; i++) {
        const Effect *effect = &facts->effects[i];
        bool has_target = effect->kind == EFFECT_SET_ATTRIBUTE || effect->kind == EFFECT_DELETE_ATTRIBUTE ||
                          effect->kind == EFFECT_SET_ITEM || effect->kind == EFFECT_DELETE_ITEM;
        add(uses, effect->value, USED_BY_EFFECT, i, PLACE_VALUE);
        add(uses, effect->index, USED_BY_EFFECT, i, PLACE_INDEX);
        if (has_target)
            add(uses, effect->target, USED_BY_EFFECT, i, PLACE_TARGET);
    }
}

static void add_definitions(FileUses *uses, const Facts *facts)
{
    for (uint32_t i = 1; i < facts->defs_count; i++) {
        const Def *def = &facts->defs[i];
        add(uses, def->returns, USED_ELSEWHERE, 0, 0);
        for (uint32_t k = def->first_decorator; k < def->first_decorator + def->decorator_count; k++)
            add(uses, facts->operands[k].value, USED_ELSEWHERE, 0, 0);
        for (uint32_t k = def->first_base; k < def->first_base + def->base_count; k++)
            add(uses, facts->operands[k].value, USED_ELSEWHERE, 0, 0);
    }
    for (uint32_t i = 1; i < facts->params_count; i++) {
        add(uses, facts->params[i].annotation, USED_ELSEWHERE, 0, 0);
        add(uses, facts->params[i].fallback, USED_ELSEWHERE, 0, 0);
    }
    for (uint32_t i = 1; i < facts->bindings_count; i++)
        add(uses, facts->bindings[i].value, USED_ELSEWHERE, 0, 0);
    for (uint32_t i = 1; i < facts->handlers_count; i++)
        add(uses, facts->handlers[i].type, USED_ELSEWHERE, 0, 0);
}

static void read_file(FileUses *uses, const Facts *facts)
{
    Used none = {0};
    utarray_new(uses->all, &used_icd);
    utarray_push_back(uses->all, &none);
    uses->first = memory_zeroed(facts->values_count + 1, sizeof *uses->first);
    add_values(uses, facts);
    add_effects(uses, facts);
    add_definitions(uses, facts);
}

static const Used *used_at(const FileUses *uses, uint32_t number)
{
    return number ? (const Used *)(const void *)utarray_eltptr(uses->all, number) : NULL;
}

const Used *uses_first(Uses *uses, uint32_t value)
{
    const ProgramFile *file = program_file_of_value(uses->program, value);
    FileUses *of_file = &uses->of_file[file - uses->files];
    if (!of_file->all)
        read_file(of_file, &file->facts);
    return used_at(of_file, of_file->first[value - file->first_value]);
}

const Used *uses_next(const Uses *uses, uint32_t value, const Used *used)
{
    const ProgramFile *file = program_file_of_value(uses->program, value);
    return used_at(&uses->of_file[file - uses->files], used->next);
}
