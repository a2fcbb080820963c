/*
 * roots.c - where the program is entered: by the process, by a connection, at the end.
 */
#include "views.h"

#include "../../extractors/catalog/catalog.h"
#include <stdlib.h>

static bool is_entry(const GraphNode *node)
{
    bool phase = slice_has_role(node, ROLE_BOOT) || slice_has_role(node, ROLE_SHUTDOWN);
    return node->flags & NODE_ENTRY && !phase && node->kind != NODE_MODULE;
}

static bool *allocate_flags(const Slice *slice)
{
    bool *flags = calloc(slice->graph->node_count + 1, sizeof *flags);
    if (!flags)
        abort();
    return flags;
}

/* What leads to the authentication of anybody. */
static bool *find_authenticating(const Slice *slice)
{
    UT_array ends;
    bool *leads = allocate_flags(slice);
    utarray_init(&ends, &slice_rank_icd);
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        bool own = slice_has_role(slice->nodes[i], ROLE_AUTHENTICATE);
        if (slice->marks[i].production && (own || slice->marks[i].leaves & 1u << ROLE_AUTHENTICATE))
            utarray_push_back(&ends, &i);
    }
    slice_lead_to(slice, &ends, leads);
    utarray_done(&ends);
    return leads;
}

/* Middleware wraps every connection, so it counts wherever connections do; but a program has a dozen of them, and what
 * is none about WebSocket and authenticates nobody tells nothing about how a connection is made. */
static size_t find_entries(const Slice *slice, bool websocket, const bool *authenticates, UT_array *out, size_t *others)
{
    size_t found = 0;
    *others = 0;
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const GraphNode *node = slice->nodes[i];
        bool wanted = !websocket || node->flags & NODE_WEBSOCKET, middleware = slice_has_role(node, ROLE_MIDDLEWARE);
        if (!slice->marks[i].production || !is_entry(node) || slice_owner(slice, node) != node)
            continue;
        if ((wanted && !middleware) || (middleware && (node->flags & NODE_WEBSOCKET || authenticates[i])))
            utarray_push_back(out, &i);
        else
            *others += middleware;
        found += wanted && !middleware;
    }
    return found;
}

size_t views_find_entries(const Slice *slice, UT_array *out)
{
    size_t others;
    bool *authenticates = find_authenticating(slice);
    if (find_entries(slice, true, authenticates, out, &others) == 0) {
        utarray_clear(out);
        find_entries(slice, false, authenticates, out, &others);
    }
    free(authenticates);
    return others;
}

/* Code at the top of a module runs when the process starts; it counts when it sets up what the picture is about. */
static bool sets_up_landmarks(const Slice *slice, uint32_t rank)
{
    if (slice->nodes[rank]->kind != NODE_MODULE)
        return false;
    if (slice->marks[rank].leaves & 1u << ROLE_BOOT)
        return true;
    for (uint32_t i = slice->first[rank]; i < slice->first[rank + 1]; i++) {
        const Flow *flow = slice_flow(slice, i);
        const Mark *to = &slice->marks[flow->to];
        if (to->subject && (to->landmark || to->product))
            return true;
        if (slice_has_role(slice->nodes[flow->to], ROLE_BOOT) || slice->marks[flow->to].leaves & 1u << ROLE_BOOT)
            return true;
    }
    return false;
}

/* What leads to the running of an application, or to its start-up. */
static bool *find_booting(const Slice *slice)
{
    UT_array ends;
    bool *leads = allocate_flags(slice);
    utarray_init(&ends, &slice_rank_icd);
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        bool hook = slice_has_role(slice->nodes[i], ROLE_BOOT) && slice->nodes[i]->flags & NODE_ENTRY;
        if (slice->marks[i].production && (hook || slice->marks[i].leaves & 1u << ROLE_BOOT))
            utarray_push_back(&ends, &i);
    }
    slice_lead_to(slice, &ends, leads);
    utarray_done(&ends);
    return leads;
}

/* Of scripts, those that start an application; a tree has dozens of others. Where none does, all. */
static bool has_booting_script(const Slice *slice, const bool *booting)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (slice->marks[i].production && slice->nodes[i]->flags & NODE_MAIN && booting[i])
            return true;
    return false;
}

void views_find_starts(const Slice *slice, UT_array *out)
{
    bool *booting = find_booting(slice), choosy = has_booting_script(slice, booting);
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const GraphNode *node = slice->nodes[i];
        bool boot = slice_has_role(node, ROLE_BOOT) && node->flags & NODE_ENTRY;
        bool script = node->flags & NODE_MAIN && (!choosy || booting[i]);
        bool code = node->kind == NODE_MODULE && !(node->flags & NODE_MAIN) && sets_up_landmarks(slice, i);
        if (slice->marks[i].production && (boot || script || code))
            utarray_push_back(out, &i);
    }
    free(booting);
}

void views_find_shutdowns(const Slice *slice, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (slice->marks[i].production && slice_has_role(slice->nodes[i], ROLE_SHUTDOWN) &&
            slice->nodes[i]->flags & NODE_ENTRY)
            utarray_push_back(out, &i);
}
