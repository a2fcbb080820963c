#include "sites.h"

#include "../../extractors/memory.h"

#include <stdlib.h>

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
}

void sites_deinit(Sites *sites)
{
    free(sites->by_site);
    free(sites->by_target);
    free(sites->next_of_site);
    free(sites->next_of_target);
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
