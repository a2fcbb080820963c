#include "evidence.h"

#include "../../extractors/memory.h"

#include <stdlib.h>

/* --- calls by target ------------------------------------------------------------------------------------------------ */

static int compare_sites(const void *left, const void *right, void *context)
{
    const ResolvedCall *calls = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (calls[a].site != calls[b].site)
        return calls[a].site < calls[b].site ? -1 : 1;
    return (a > b) - (a < b);
}

CallsTo evidence_sort_calls(const Program *program)
{
    size_t count;
    const ResolvedCall *calls = program_calls(program, &count);
    CallsTo out = {.program = program,
                   .first = memory_zeroed(program->def_count + 2, sizeof *out.first),
                   .calls = memory_alloc((count + 1) * sizeof *out.calls)};
    for (size_t i = 0; i < count; i++)
        out.first[calls[i].target + 2]++;
    for (uint32_t def = 0; def < program->def_count; def++)
        out.first[def + 2] += out.first[def + 1];
    for (size_t i = 0; i < count; i++)
        out.calls[out.first[calls[i].target + 1]++] = (uint32_t)i;
    for (uint32_t def = 1; def < program->def_count; def++) /* 0: of what lies outside, which nobody asks for */
        qsort_r(&out.calls[out.first[def]], out.first[def + 1] - out.first[def], sizeof *out.calls, compare_sites,
                (void *)calls);
    return out;
}

void evidence_free_calls(CallsTo *calls)
{
    free(calls->first);
    free(calls->calls);
}

/* --- places --------------------------------------------------------------------------------------------------------- */

static ChainStep step_at(const ProgramFile *file, uint32_t line, uint32_t column, Why why)
{
    return (ChainStep){.path = file->path, .line = line, .column = column, .reasons = 1u << why};
}

static ChainStep no_step(void)
{
    return (ChainStep){0};
}

ChainStep evidence_of_value(const Program *program, Variable value, Why why)
{
    const ProgramFile *file = program_file_of_value(program, value);
    const Value *facts = program_value(program, value);
    if (facts->kind != VALUE_PARAM)
        return step_at(file, facts->line, facts->column, why);
    const Param *param = &file->facts.params[facts->base]; /* its value stands where the body begins */
    return step_at(file, param->line, param->column, why);
}

ChainStep evidence_of_def(const Program *program, uint32_t def, Why why)
{
    const Def *facts = program_def(program, def);
    return step_at(program_file_of_def(program, def), facts->line, facts->column, why);
}

static bool is_value(const Program *program, Variable variable)
{
    return variable < program->value_count;
}

bool evidence_is_cell(const Program *program, Variable variable, CellKey *key)
{
    if (variable < program->first_return)
        return false;
    if (variable < program->first_cell)
        *key = (CellKey){.kind = CELL_RETURN, .a = variable - program->first_return};
    else
        *key = *(const CellKey *)(const void *)utarray_eltptr(program->cell_keys, variable - program->first_cell);
    return true;
}

static bool is_cell_of(const Program *program, Variable variable, CellKind kind)
{
    CellKey key;
    return evidence_is_cell(program, variable, &key) && key.kind == kind;
}

static bool has_operand(const ProgramFile *file, const Value *value, Variable wanted)
{
    for (uint32_t i = 0; i < value->count; i++)
        if (solver_variable(file, file->facts.operands[value->first + i].value) == wanted)
            return true;
    return false;
}

static bool holds(const Program *program, Variable variable, Object object)
{
    return set_has(&program->variables[variable].set, object);
}

/* --- imports -------------------------------------------------------------------------------------------------------- */

/* What a module's variable of that name is bound to, if that is an import; or 0. */
static uint32_t imported_global(const ProgramFile *file, uint32_t name)
{
    const Def *module = &file->facts.defs[1];
    for (uint32_t i = module->first_binding; i < module->first_binding + module->binding_count; i++) {
        const Binding *binding = &file->facts.bindings[i];
        if (binding->name == name && file->facts.values[binding->value].kind == VALUE_IMPORT)
            return binding->value;
    }
    return 0;
}

/* `module.name`: the import of the module. */
static ChainStep of_module_attribute(const Program *program, Variable attribute)
{
    const ProgramFile *file = program_file_of_value(program, attribute);
    uint32_t value = attribute - file->first_value;
    while (file->facts.values[value].kind == VALUE_ATTRIBUTE)
        value = file->facts.values[value].base;
    if (file->facts.values[value].kind == VALUE_GLOBAL)
        value = imported_global(file, file->facts.values[value].name);
    return file->facts.values[value].kind == VALUE_IMPORT
               ? evidence_of_value(program, file->first_value + value, WHY_IMPORTED)
               : no_step();
}

/* A name that a star import brings from the file of that number, if it does so at once. */
static ChainStep of_star(const Program *program, const ProgramFile *file, uint32_t number)
{
    for (uint32_t i = file->facts.imports_count; i-- > 1;) {
        const Import *import = &file->facts.imports[i];
        Module module = program->imports[file->first_import + i].module;
        if (import->name == NAME_STAR && module && modules_file(program->modules, module) == number)
            return step_at(file, import->line, import->column, WHY_IMPORTED);
    }
    return no_step();
}

static ChainStep of_global(const Program *program, Variable from, Variable to)
{
    CellKey key;
    const ProgramFile *file = program_file_of_value(program, to);
    if (evidence_is_cell(program, from, &key) && key.kind == CELL_GLOBAL && &program->files[key.a] != file)
        return of_star(program, file, key.a);
    return no_step();
}

/* --- arguments and effects ------------------------------------------------------------------------------------------ */

/* The first call that passes a value to a function. */
static ChainStep of_argument(const CallsTo *calls, Variable argument, Variable parameter)
{
    const Program *program = calls->program;
    uint32_t def = program_file_of_value(program, parameter)->first_def + program_value(program, parameter)->scope;
    size_t count;
    const ResolvedCall *all = program_calls(program, &count);
    for (uint32_t i = calls->first[def]; i < calls->first[def + 1]; i++) {
        Variable site = all[calls->calls[i]].site;
        if (!is_value(program, site))
            continue;
        const Value *value = program_value(program, site);
        if (has_operand(program_file_of_value(program, site), value, argument))
            return evidence_of_value(program, site, value->kind == VALUE_DECORATED ? WHY_DECORATED : WHY_PASSED);
    }
    return no_step();
}

/* `return`, `yield` of a value in that function. */
static ChainStep of_result(const Program *program, Variable value, EffectKind kind, uint32_t def, Why why)
{
    const ProgramFile *file = program_file_of_def(program, def);
    Body body = program_body(program, def);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == kind && file->first_def + effect->scope == def &&
            solver_variable(file, effect->value) == value)
            return step_at(file, effect->line, effect->column, why);
    }
    return no_step();
}

/* The effect of one of two kinds that gives a name a value: it stands in the function that the value does, but for constants,
 * which all functions share. */
static const Effect *find_binding(const Program *program, Variable value, EffectKind kind, EffectKind other,
                                  uint32_t name)
{
    const ProgramFile *file = program_file_of_value(program, value);
    const Value *facts = program_value(program, value);
    Body body = program_body(program, file->first_def + facts->scope);
    if (facts->kind == VALUE_CONSTANT)
        body = (Body){.first_effect = 1, .end_effect = file->facts.effects_count};
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if ((effect->kind == kind || effect->kind == other) && solver_variable(file, effect->value) == value &&
            solver_name(file, effect->name) == name)
            return effect;
    }
    return NULL;
}

/* Definitions, imports and parameters bind their names where they stand. */
static bool binds_itself(const Value *value)
{
    return value->kind == VALUE_DEFINITION || value->kind == VALUE_DECORATED || value->kind == VALUE_IMPORT ||
           value->kind == VALUE_PARAM;
}

/* Whether a value stands where it is assigned; all reads of one variable may be one value. */
static bool stands_at_assignment(const Value *value)
{
    return !binds_itself(value) && value->kind != VALUE_GLOBAL && value->kind != VALUE_CELL && value->kind != VALUE_PHI;
}

/* Into a variable or an attribute of that name: by an effect, or by what is bound at the end of a body. */
static ChainStep of_assignment(const Program *program, Variable value, uint32_t name)
{
    const ProgramFile *file = program_file_of_value(program, value);
    const Value *facts = program_value(program, value);
    const Effect *effect = find_binding(program, value, EFFECT_SET_ATTRIBUTE, EFFECT_SET_ATTRIBUTE, name);
    if (effect)
        return step_at(file, effect->line, effect->column, WHY_STORED);
    effect = binds_itself(facts) ? NULL : find_binding(program, value, EFFECT_BIND_GLOBAL, EFFECT_BIND_CELL, name);
    if (effect)
        return step_at(file, effect->line, effect->column, WHY_ASSIGNED);
    return stands_at_assignment(facts) ? evidence_of_value(program, value, WHY_ASSIGNED) : no_step();
}

/* --- containers ----------------------------------------------------------------------------------------------------- */

/* `container[key] = value` */
static ChainStep of_item(const Program *program, Variable value, Object container)
{
    const ProgramFile *file = program_file_of_value(program, value);
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_SET_ITEM && solver_variable(file, effect->value) == value &&
            holds(program, solver_variable(file, effect->target), container))
            return step_at(file, effect->line, effect->column, WHY_PUT);
    }
    return no_step();
}

/* `container.append(value)` */
static ChainStep of_append(const Program *program, Variable value, Object container)
{
    const ProgramFile *file = program_file_of_value(program, value);
    for (uint32_t i = 1; i < file->facts.values_count; i++) {
        const Value *call = &file->facts.values[i], *method = &file->facts.values[call->base];
        if (call->kind == VALUE_CALL && method->kind == VALUE_ATTRIBUTE && has_operand(file, call, value) &&
            holds(program, solver_variable(file, method->base), container))
            return evidence_of_value(program, file->first_value + i, WHY_PUT);
    }
    return no_step();
}

static ChainStep of_element(const CallsTo *calls, Variable from, Object container)
{
    const Program *program = calls->program;
    Variable maker = solver_data(program, container).a;
    if (!is_value(program, from) || !is_value(program, maker))
        return no_step();
    const Value *value = program_value(program, maker);
    if (value->kind == VALUE_PARAM) /* *args */
        return of_argument(calls, from, maker);
    ChainStep step = of_item(program, from, container);
    if (!step.reasons)
        step = of_append(program, from, container);
    const ProgramFile *file = program_file_of_value(program, maker);
    if (!step.reasons && (has_operand(file, value, from) || solver_variable(file, value->base) == from))
        step = evidence_of_value(program, maker, WHY_PUT);
    return step;
}

static bool is_of_container(const Program *program, Variable variable)
{
    return is_cell_of(program, variable, CELL_ELEMENT) || is_cell_of(program, variable, CELL_ITEM) ||
           is_cell_of(program, variable, CELL_OTHER);
}

/* --- copies --------------------------------------------------------------------------------------------------------- */

static ChainStep into_parameter(const CallsTo *calls, Variable from, Variable to, LinkKind kind)
{
    if (kind == LINK_DEFAULT)
        return evidence_of_value(calls->program, to, WHY_DEFAULT);
    if (is_cell_of(calls->program, from, CELL_DECLARED))
        return evidence_of_value(calls->program, to, WHY_ANNOTATED);
    if (kind == LINK_INJECTED)
        return evidence_of_value(calls->program, to, WHY_INJECTED);
    return of_argument(calls, from, to);
}

static ChainStep into_value(const CallsTo *calls, Variable from, Variable to, LinkKind kind)
{
    const Program *program = calls->program;
    bool returned = is_cell_of(program, from, CELL_RETURN) || is_cell_of(program, from, CELL_CHOSEN) ||
                    is_cell_of(program, from, CELL_RETURNED) || is_cell_of(program, from, CELL_GIVEN);
    switch ((ValueKind)program_value(program, to)->kind) {
    case VALUE_IMPORT:
        return evidence_of_value(program, to, WHY_IMPORTED);
    case VALUE_GLOBAL:
        return of_global(program, from, to);
    case VALUE_PARAM:
        return into_parameter(calls, from, to, kind);
    case VALUE_ATTRIBUTE:
        return is_cell_of(program, from, CELL_GLOBAL)
                   ? of_module_attribute(program, to)
                   : evidence_of_value(program, to, returned ? WHY_RESULT : WHY_READ);
    case VALUE_CALL:
        return evidence_of_value(program, to, is_of_container(program, from) ? WHY_TAKEN : WHY_RESULT);
    case VALUE_AWAIT:
    case VALUE_ENTER:
        return evidence_of_value(program, to, WHY_RESULT);
    case VALUE_SUBSCRIPT:
    case VALUE_ELEMENT:
    case VALUE_UNPACK:
    case VALUE_REST:
        return evidence_of_value(program, to, returned ? WHY_RESULT : WHY_TAKEN);
    case VALUE_DECORATED:
        return returned ? evidence_of_value(program, to, WHY_DECORATED) : no_step();
    case VALUE_INSTANCE:
        return is_cell_of(program, from, CELL_DECLARED) ? evidence_of_value(program, to, WHY_ANNOTATED) : no_step();
    default:
        return no_step();
    }
}

static ChainStep into_cell(const CallsTo *calls, Variable from, CellKey to)
{
    const Program *program = calls->program;
    bool value = is_value(program, from);
    switch ((CellKind)to.kind) {
    case CELL_GLOBAL:
    case CELL_LOCAL:
    case CELL_CLASS:
    case CELL_INSTANCE:
    case CELL_OWN:
    case CELL_REST:
    case CELL_FUNCTION:
    case CELL_ATTRIBUTE:
        return value ? of_assignment(program, from, to.b) : no_step();
    case CELL_RETURN:
    case CELL_CHOSEN:
    case CELL_RETURNED:
        if (is_cell_of(program, from, CELL_DECLARED))
            return evidence_of_def(program, to.a, WHY_ANNOTATED);
        return value ? of_result(program, from, EFFECT_RETURN, to.a, WHY_RETURNED) : no_step();
    case CELL_YIELD:
        return value ? of_result(program, from, EFFECT_YIELD, to.a, WHY_YIELDED) : no_step();
    case CELL_ELEMENT:
    case CELL_ITEM:
    case CELL_OTHER:
        return of_element(calls, from, to.a);
    default: /* the solver's own */
        return no_step();
    }
}

ChainStep evidence_of_copy(const CallsTo *calls, Variable from, Variable to, LinkKind kind)
{
    CellKey cell;
    return evidence_is_cell(calls->program, to, &cell) ? into_cell(calls, from, cell)
                                                       : into_value(calls, from, to, kind);
}
