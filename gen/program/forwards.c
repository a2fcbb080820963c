/*
 * Calls that hand on what their function is passed, `call(*args, **options)`, as wrappers and proxies do. Whatever any
 * caller passes would go to whatever may be called, and come back to each of them. Of a few callees that is worth to be
 * known. Of many it says nothing: what they get of that, and what the call gives, is unknown. So the arguments wait until the
 * callees are known.
 */
#include "solver.h"

#include <stdlib.h>
#include <string.h>

enum {
    CALLEES_MAX = 4,
    STEP_FORWARDED = 43
};

/* Does a function spread its own `*args`, or that of one around it? Options go by their names, and mix less. */
static bool is_collected(const ProgramFile *file, const Operand *operand)
{
    const Value *value = &file->facts.values[operand->value];
    if (operand->name != NAME_STAR)
        return false;
    if (value->kind == VALUE_PARAM)
        return file->facts.params[value->base].kind == PARAM_STAR;
    const Def *def = value->kind == VALUE_CELL ? &file->facts.defs[value->base] : NULL;
    for (uint32_t i = 0; def && i < def->param_count; i++) {
        const Param *param = &file->facts.params[def->first_param + i];
        if (param->kind == PARAM_STAR && param->name == value->name)
            return true;
    }
    return false;
}

bool forwards_is_call(const Program *program, const CallSite *site)
{
    if (site->reach != REACH_CALL || site->site >= program->value_count)
        return false;
    const ProgramFile *file = program_file_of_value(program, site->site);
    const Value *call = program_value(program, site->site);
    for (uint32_t i = 0; call->kind == VALUE_CALL && i < call->count; i++)
        if (is_collected(file, &file->facts.operands[call->first + i]))
            return true;
    return false;
}

/* What is known of such a call, in the set of a cell of its own: nothing yet, None: it has few callees, unknown: many. */
static Variable verdict_on(Program *program, Variable call)
{
    return solver_step(program, call, STEP_FORWARDED);
}

static void link_call(Program *program, uint32_t def, Object receiver, const CallSite *site)
{
    Variable verdict = verdict_on(program, site->site);
    if (set_has(&program->variables[verdict].set, program->unknown)) {
        calls_pass_unknown(program, def, receiver, site, verdict);
    } else {
        calls_pass_through(program, def, receiver, site);
        calls_pass(program, def, receiver, site);
    }
}

void forwards_take(Program *program, uint32_t def, Object receiver, const CallSite *site)
{
    if (program->variables[verdict_on(program, site->site)].set.count) {
        link_call(program, def, receiver, site);
        return;
    }
    ForwardedCall call = {.def = def, .receiver = receiver, .site = *site};
    Argument *arguments = arena_alloc(&program->arena, (site->argument_count + 1) * sizeof *arguments);
    memcpy(arguments, site->arguments, site->argument_count * sizeof *arguments);
    call.site.arguments = arguments;
    utarray_push_back(program->forwarded, &call);
}

/* By site, then in the order in which the callees turned up. */
static int compare_calls(const void *left, const void *right)
{
    const ForwardedCall *a = left, *b = right;
    if (a->site.site != b->site.site)
        return a->site.site < b->site.site ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static uint32_t count_same_site(const ForwardedCall *calls, uint32_t count)
{
    uint32_t same = 1;
    while (same < count && calls[same].site.site == calls->site.site)
        same++;
    return same;
}

bool forwards_settle(Program *program)
{
    uint32_t count = utarray_len(program->forwarded);
    ForwardedCall *calls = arena_alloc(&program->arena, (count + 1) * sizeof *calls);
    for (uint32_t i = 0; i < count; i++) {
        calls[i] = *(ForwardedCall *)(void *)utarray_eltptr(program->forwarded, i);
        calls[i].order = i;
    }
    utarray_clear(program->forwarded); /* more may come while these are linked */
    qsort(calls, count, sizeof *calls, compare_calls);
    for (uint32_t i = 0; i < count;) {
        uint32_t same = count_same_site(calls + i, count - i);
        solver_add(program, verdict_on(program, calls[i].site.site),
                   same > CALLEES_MAX ? program->unknown : program->none);
        for (uint32_t end = i + same; i < end; i++)
            link_call(program, calls[i].def, calls[i].receiver, &calls[i].site);
    }
    return count != 0;
}
