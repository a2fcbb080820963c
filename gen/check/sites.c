#include "sites.h"

#include "../../extractors/memory.h"

#include <stdlib.h>

/* Values stand in the order of their evaluation, so the last come first here. */
static void find_places(Sites *sites)
{
    size_t count;
    const ProgramFile *files = program_files(sites->program, &count);
    sites->first_in = memory_zeroed(program_def_count(sites->program) + 1, sizeof *sites->first_in);
    sites->next_in = memory_zeroed(program_value_count(sites->program) + 1, sizeof *sites->next_in);
    for (size_t i = 0; i < count; i++)
        for (uint32_t v = files[i].image ? files[i].facts.values_count : 0; v-- > 1;) {
            const Value *value = &files[i].facts.values[v];
            if (value->kind != VALUE_CALL && value->kind != VALUE_ELEMENT)
                continue;
            sites->next_in[files[i].first_value + v] = sites->first_in[files[i].first_def + value->scope];
            sites->first_in[files[i].first_def + value->scope] = files[i].first_value + v;
        }
}

void sites_init(Sites *sites, const Program *program)
{
    size_t count;
    uint32_t values = program_value_count(program);
    *sites = (Sites){.program = program, .calls = program_calls(program, &count)};
    sites->by_site = memory_zeroed(values + 1, sizeof *sites->by_site);
    sites->by_target = memory_zeroed(program_def_count(program) + 1, sizeof *sites->by_target);
    sites->next_of_site = memory_zeroed(count + 1, sizeof *sites->next_of_site);
    sites->next_of_target = memory_zeroed(count + 1, sizeof *sites->next_of_target);
    for (size_t i = 0; i < count; i++) {
        const ResolvedCall *call = &sites->calls[i];
        sites->next_of_target[i] = sites->by_target[call->target];
        sites->by_target[call->target] = (uint32_t)i + 1;
        if (call->site >= values)
            continue;
        sites->next_of_site[i] = sites->by_site[call->site];
        sites->by_site[call->site] = (uint32_t)i + 1;
    }
    find_places(sites);
}

void sites_deinit(Sites *sites)
{
    free(sites->by_site);
    free(sites->by_target);
    free(sites->next_of_site);
    free(sites->next_of_target);
    free(sites->first_in);
    free(sites->next_in);
}

static bool is_class(const Sites *sites, const ResolvedCall *call)
{
    return call->target && program_def(sites->program, call->target)->kind == DEF_CLASS;
}

const ResolvedCall *sites_only_call(const Sites *sites, uint32_t site)
{
    const ResolvedCall *found = NULL;
    if (!program_site_is_closed(sites->program, site))
        return NULL;
    for (uint32_t i = sites->by_site[site]; i; i = sites->next_of_site[i - 1]) {
        const ResolvedCall *call = &sites->calls[i - 1];
        if (call->reach != REACH_CALL)
            continue;
        if (found && !is_class(sites, found) && !is_class(sites, call))
            return NULL;
        found = !found || is_class(sites, found) ? call : found;
    }
    return found;
}
