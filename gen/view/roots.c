/*
 * roots.c - where the program is entered: by the process, by a connection, at the end.
 */
#include "views.h"

#include "../../extractors/catalog/catalog.h"

static bool is_entry(const GraphNode *node)
{
    bool phase = slice_has_role(node, ROLE_BOOT) || slice_has_role(node, ROLE_SHUTDOWN);
    return node->flags & NODE_ENTRY && !phase && node->kind != NODE_MODULE;
}

/* Middleware wraps every connection, so it counts wherever connections do. */
static size_t find_entries(const Slice *slice, bool websocket, UT_array *out)
{
    size_t found = 0;
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const GraphNode *node = slice->nodes[i];
        bool own = slice_owner(slice, node) == node;
        bool wanted = !websocket || node->flags & NODE_WEBSOCKET;
        if (!slice->marks[i].production || !is_entry(node) || !own)
            continue;
        if (wanted || slice_has_role(node, ROLE_MIDDLEWARE))
            utarray_push_back(out, &i);
        found += wanted;
    }
    return found;
}

void views_find_entries(const Slice *slice, UT_array *out)
{
    if (find_entries(slice, true, out) > 0)
        return;
    utarray_clear(out);
    find_entries(slice, false, out);
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

void views_find_starts(const Slice *slice, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const GraphNode *node = slice->nodes[i];
        bool boot = slice_has_role(node, ROLE_BOOT) && node->flags & NODE_ENTRY;
        if (slice->marks[i].production && (boot || node->flags & NODE_MAIN || sets_up_landmarks(slice, i)))
            utarray_push_back(out, &i);
    }
}

void views_find_shutdowns(const Slice *slice, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (slice->marks[i].production && slice_has_role(slice->nodes[i], ROLE_SHUTDOWN) &&
            slice->nodes[i]->flags & NODE_ENTRY)
            utarray_push_back(out, &i);
}
