/*
 * roots.c - where the program is entered: by the process, by a connection, at the end.
 */
#include "views.h"

#include "../../extractors/memory.h"
#include "../../extractors/catalog/catalog.h"
#include <stdlib.h>
#include <string.h>

static bool is_entry(const GraphNode *node)
{
    bool phase = slice_has_role(node, ROLE_BOOT) || slice_has_role(node, ROLE_SHUTDOWN);
    bool asked = node->roles == 1u << ROLE_CALLBACK; /* which compression, what on an error: nobody comes in there */
    return node->flags & NODE_ENTRY && !phase && !asked && node->kind != NODE_MODULE;
}

static bool *allocate_flags(const Slice *slice)
{
    bool *flags = memory_zeroed(slice->graph->node_count + 1, sizeof *flags);
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

/* Which side of connections is looked for. */
typedef enum {
    SIDE_SERVER,
    SIDE_CLIENT
} Side;

/* Whether a function accepts connections, or makes them, by what it calls or by what the catalog knows it for. */
static bool accepts(const GraphNode *node, Side side)
{
    if (side == SIDE_SERVER && slice_has_role(node, ROLE_ACCEPT) && node->flags & NODE_WEBSOCKET)
        return true;
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out) {
        const GraphNode *to = edge->key.to;
        bool known = slice_has_role(to, ROLE_ACCEPT) && to->flags & NODE_WEBSOCKET &&
                     slice_is_client(to) == (side == SIDE_CLIENT);
        if (known && slice_strength((EdgeKind)edge->key.kind))
            return true;
    }
    return false;
}

static void find_accepting(const Slice *slice, Side side, UT_array *out)
{
    enum {
        MOST = 64 /* each takes a walk through all of the graph */
    };
    for (uint32_t i = 0; i < slice->graph->node_count && utarray_len(out) < MOST; i++)
        if (slice->marks[i].production && slice_owner(slice, slice->nodes[i]) == slice->nodes[i] &&
            accepts(slice->nodes[i], side))
            utarray_push_back(out, &i);
}

/* Functions of production code that nobody in it calls. */
static void find_outermost(const Slice *slice, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        bool called = slice_owner(slice, slice->nodes[i]) != slice->nodes[i] || slice->nodes[i]->kind == NODE_MODULE;
        for (uint32_t k = slice->first_entering[i]; k < slice->first_entering[i + 1] && !called; k++) {
            uint32_t from = slice_flow(slice, slice->entering[k])->from;
            called = from != i && slice->nodes[from]->kind != NODE_MODULE;
        }
        if (slice->marks[i].production && !called)
            utarray_push_back(out, &i);
    }
}

/* How many calls each function is from `end`; UINT32_MAX: it does not lead there. */
static uint32_t *measure_distances(const Slice *slice, uint32_t end)
{
    size_t count = slice->graph->node_count + 1, tail = 0;
    uint32_t *distances = memory_alloc(count * sizeof *distances), *queue = memory_alloc(count * sizeof *queue);
    memset(distances, 0xff, count * sizeof *distances);
    distances[end] = 0;
    queue[tail++] = end;
    for (size_t head = 0; head < tail; head++)
        for (uint32_t i = slice->first_entering[queue[head]]; i < slice->first_entering[queue[head] + 1]; i++) {
            uint32_t from = slice_flow(slice, slice->entering[i])->from;
            if (distances[from] != UINT32_MAX || !slice->marks[from].production)
                continue;
            distances[from] = distances[queue[head]] + 1;
            queue[tail++] = from;
        }
    free(queue);
    return distances;
}

/* Marks the shortest ways from a node to where `distances` are measured to. */
static void mark_shortest(Slice *slice, const uint32_t *distances, uint32_t from)
{
    UT_array queue;
    utarray_init(&queue, &slice_rank_icd);
    utarray_push_back(&queue, &from);
    while (utarray_len(&queue)) {
        uint32_t node = *(uint32_t *)utarray_back(&queue);
        utarray_pop_back(&queue);
        slice->within[node] = WITHIN_LEADS;
        for (uint32_t i = slice->first[node]; i < slice->first[node + 1]; i++) {
            uint32_t to = slice_flow(slice, i)->to;
            if (distances[to] < distances[node] && !slice->within[to])
                utarray_push_back(&queue, &to);
        }
    }
    utarray_done(&queue);
}

/* Of `begins`, those nearest to a function that accepts are where its connections come in. */
static void mark_ways_to(Slice *slice, const UT_array *begins, uint32_t accepting, bool *entries)
{
    uint32_t *distances = measure_distances(slice, accepting), nearest = UINT32_MAX;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(begins); rank;
         rank = (const uint32_t *)utarray_next(begins, rank))
        nearest = distances[*rank] < nearest ? distances[*rank] : nearest;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(begins); rank && nearest != UINT32_MAX;
         rank = (const uint32_t *)utarray_next(begins, rank))
        if (distances[*rank] == nearest) {
            entries[*rank] = true;
            mark_shortest(slice, distances, *rank);
        }
    free(distances);
}

/* What follows once a connection is accepted belongs to it, whatever it is. */
static void mark_what_follows(Slice *slice, const UT_array *accepting)
{
    UT_array queue;
    bool *seen = allocate_flags(slice);
    utarray_init(&queue, &slice_rank_icd);
    utarray_concat(&queue, accepting);
    while (utarray_len(&queue)) {
        uint32_t node = *(uint32_t *)utarray_back(&queue);
        utarray_pop_back(&queue);
        if (seen[node])
            continue;
        seen[node] = true;
        slice->within[node] = slice->within[node] ? slice->within[node] : WITHIN_FOLLOWS;
        for (uint32_t i = slice->first[node]; i < slice->first[node + 1]; i++)
            if (!slice_flow(slice, i)->vague)
                utarray_push_back(&queue, &slice_flow(slice, i)->to);
    }
    utarray_done(&queue);
    free(seen);
}

/* Whether any of `begins` leads to where a connection is accepted, or made; if so, `out` gets those that matter. */
static bool choose_leading(Slice *slice, const UT_array *begins, Side side, UT_array *out)
{
    UT_array accepting;
    bool *entries = allocate_flags(slice), found = false;
    utarray_init(&accepting, &slice_rank_icd);
    find_accepting(slice, side, &accepting);
    slice->within = memory_zeroed(slice->graph->node_count + 1, sizeof *slice->within);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&accepting); rank;
         rank = (const uint32_t *)utarray_next(&accepting, rank))
        mark_ways_to(slice, begins, *rank, entries);
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (entries[i]) {
            found = true;
            utarray_push_back(out, &i);
        }
    if (found && side == SIDE_SERVER) {
        mark_what_follows(slice, &accepting);
    } else { /* a client makes its connection and goes on: whatever follows is about it */
        free(slice->within);
        slice->within = NULL;
    }
    utarray_done(&accepting);
    free(entries);
    return found;
}

/* Where no entry point is about WebSocket by itself. */
static void find_indirect(Slice *slice, const bool *authenticates, ViewsEntries *out)
{
    UT_array all, begins;
    utarray_init(&all, &slice_rank_icd);
    utarray_init(&begins, &slice_rank_icd);
    find_entries(slice, false, authenticates, &all, &out->middleware);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&all); rank;
         rank = (const uint32_t *)utarray_next(&all, rank))
        utarray_push_back(slice_has_role(slice->nodes[*rank], ROLE_MIDDLEWARE) ? &out->list : &begins, rank);
    if (!choose_leading(slice, &begins, SIDE_SERVER, &out->list)) {
        UT_array outermost;
        utarray_init(&outermost, &slice_rank_icd);
        find_outermost(slice, &outermost);
        out->guessed = choose_leading(slice, &outermost, SIDE_SERVER, &out->list) ||
                       (!utarray_len(&begins) && choose_leading(slice, &outermost, SIDE_CLIENT, &out->list));
        if (!out->guessed)
            utarray_concat(&out->list, &begins);
        utarray_done(&outermost);
    }
    utarray_done(&begins);
    utarray_done(&all);
}

/* A class that a framework is told of is entered by its methods, where they are entry points: it is none beside them. */
static void drop_told_classes(const Slice *slice, UT_array *entries)
{
    UT_array kept;
    bool *entered = allocate_flags(slice);
    utarray_init(&kept, &slice_rank_icd);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(entries); rank;
         rank = (const uint32_t *)utarray_next(entries, rank))
        if (slice->classes[*rank] != NO_RANK)
            entered[slice->classes[*rank]] = true;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(entries); rank;
         rank = (const uint32_t *)utarray_next(entries, rank))
        if (!entered[*rank])
            utarray_push_back(&kept, rank);
    utarray_clear(entries);
    utarray_concat(entries, &kept);
    utarray_done(&kept);
    free(entered);
}

void views_find_entries(Slice *slice, ViewsEntries *out)
{
    *out = (ViewsEntries){0};
    utarray_init(&out->list, &slice_rank_icd);
    bool *authenticates = find_authenticating(slice);
    if (find_entries(slice, true, authenticates, &out->list, &out->middleware) == 0) {
        utarray_clear(&out->list);
        find_indirect(slice, authenticates, out);
    }
    drop_told_classes(slice, &out->list);
    free(authenticates);
}

void views_free_entries(ViewsEntries *entries)
{
    utarray_done(&entries->list);
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

/* Which scripts are the beginning of the program. */
typedef struct {
    bool launched; /* those that a launcher starts: that is production */
    bool booting;  /* those that start an application: a tree has dozens of others */
} Scripts;

static Scripts choose_scripts(const Slice *slice, const bool *booting)
{
    bool any[2][2] = {{false}}; /* booting, launched */
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (slice->marks[i].production && slice->nodes[i]->flags & NODE_MAIN)
            any[booting[i]][slice->nodes[i]->launcher != NULL] = true;
    bool boots = any[true][false] || any[true][true];
    return (Scripts){.launched = any[boots][true], .booting = boots};
}

static bool is_script(const Slice *slice, uint32_t rank, const Scripts *scripts, const bool *booting)
{
    const GraphNode *node = slice->nodes[rank];
    return slice->marks[rank].production && node->flags & NODE_MAIN && (booting[rank] || !scripts->booting) &&
           (node->launcher || !scripts->launched);
}

/* Whether a function tells a framework of one of the entry points that `connects` has. */
static bool registers(const GraphNode *node, const bool *connects)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        if (slice_is_registration(edge) && (connects[edge->key.to->index] ||
                                            (edge->key.to->kind == NODE_CLASS && edge->key.to->flags & NODE_WEBSOCKET)))
            return true;
    return false;
}

/* What imports a module runs its code. */
static void add_importers(const Slice *slice, const bool *leads, UT_array *ends)
{
    bool *added = allocate_flags(slice);
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (leads[i] && slice->nodes[i]->kind == NODE_MODULE)
            utarray_push_back(ends, &i);
    for (size_t i = 0; i < utarray_len(ends); i++) {
        const GraphNode *node = slice->nodes[*(uint32_t *)utarray_eltptr(ends, i)];
        for (const GraphEdge *edge = node->kind == NODE_MODULE ? node->in : NULL; edge; edge = edge->next_in) {
            uint32_t from = edge->key.from->index;
            if (edge->key.kind != EDGE_IMPORTS || added[from])
                continue;
            added[from] = true;
            utarray_push_back(ends, &from);
        }
    }
    free(added);
}

/* What leads to connections: to an entry point, or to what tells a framework of one. */
static bool *find_connecting(const Slice *slice, const UT_array *entries)
{
    UT_array ends;
    bool *connects = allocate_flags(slice), *leads = allocate_flags(slice);
    utarray_init(&ends, &slice_rank_icd);
    utarray_concat(&ends, entries);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(entries); rank;
         rank = (const uint32_t *)utarray_next(entries, rank))
        connects[*rank] = true;
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (slice->marks[i].production && registers(slice->nodes[i], connects))
            utarray_push_back(&ends, &i);
    slice_lead_to(slice, &ends, leads);
    add_importers(slice, leads, &ends);
    memset(leads, 0, slice->graph->node_count * sizeof *leads);
    slice_lead_to(slice, &ends, leads);
    utarray_done(&ends);
    free(connects);
    return leads;
}

/* Of many `ranks`, those that are `wanted` go to `chosen`, the others to `aside`; all are chosen where they are few, or
 * where none is wanted. */
static void choose_wanted(const UT_array *ranks, const bool *wanted, UT_array *chosen, UT_array *aside)
{
    enum {
        FEW = 6 /* which a reader takes in, whatever they do */
    };
    size_t before = utarray_len(chosen);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(ranks); rank;
         rank = (const uint32_t *)utarray_next(ranks, rank))
        if (utarray_len(ranks) <= FEW || wanted[*rank])
            utarray_push_back(chosen, rank);
    bool all = utarray_len(chosen) == before;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(ranks); rank;
         rank = (const uint32_t *)utarray_next(ranks, rank))
        if (all)
            utarray_push_back(chosen, rank);
        else if (utarray_len(ranks) > FEW && !wanted[*rank])
            utarray_push_back(aside, rank);
}

/* Examples and tools are processes of their own: of many scripts, those that lead to no connection tell nothing of it,
 * as long as others do. Nor do commands that start no server. */
static void choose_telling(const Slice *slice, const UT_array *scripts, const UT_array *entries, const bool *booting,
                           ViewsStarts *out)
{
    UT_array commands, shown;
    bool *connecting = find_connecting(slice, entries);
    utarray_init(&commands, &slice_rank_icd);
    utarray_init(&shown, &slice_rank_icd);
    choose_wanted(scripts, connecting, &out->list, &out->aside);
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        connecting[i] |= booting[i];
        if (slice->marks[i].production && slice_has_role(slice->nodes[i], ROLE_COMMAND))
            utarray_push_back(&commands, &i);
    }
    choose_wanted(&commands, connecting, &shown, &out->aside);
    utarray_done(&commands);
    utarray_done(&shown);
    free(connecting);
}

static bool is_imported(const Slice *slice, const GraphNode *module)
{
    for (const GraphEdge *edge = module->in; edge; edge = edge->next_in)
        if (edge->key.kind == EDGE_IMPORTS && slice->marks[edge->key.from->index].production)
            return true;
    return false;
}

/* Where nothing that is started leads to connections: the modules whose code, or what they import, tells a framework of
 * endpoints, and that nobody imports. A server is told of one of them. */
static void find_outermost_modules(const Slice *slice, const UT_array *entries, UT_array *out)
{
    bool *connecting = find_connecting(slice, entries), known = false;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(out); rank;
         rank = (const uint32_t *)utarray_next(out, rank))
        known |= connecting[*rank];
    for (uint32_t i = 0; i < slice->graph->node_count && !known; i++)
        if (slice->nodes[i]->kind == NODE_MODULE && slice->marks[i].production && connecting[i] &&
            !is_imported(slice, slice->nodes[i]))
            utarray_push_back(out, &i);
    free(connecting);
}

/* Whether a framework finds this command by where it lies, and it starts a server: nothing in the tree leads to it. */
static bool starts_by_its_place(const Slice *slice, uint32_t rank, const bool *booting)
{
    return slice_has_role(slice->nodes[rank], ROLE_COMMAND) && booting[rank] &&
           slice->first_entering[rank] == slice->first_entering[rank + 1];
}

void views_find_starts(const Slice *slice, const UT_array *entries, ViewsStarts *out)
{
    UT_array scripts;
    bool *booting = find_booting(slice);
    Scripts wanted = choose_scripts(slice, booting);
    utarray_init(&scripts, &slice_rank_icd);
    utarray_init(&out->list, &slice_rank_icd);
    utarray_init(&out->aside, &slice_rank_icd);
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (is_script(slice, i, &wanted, booting))
            utarray_push_back(&scripts, &i);
    choose_telling(slice, &scripts, entries, booting, out);
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const GraphNode *node = slice->nodes[i];
        bool boot =
            (slice_has_role(node, ROLE_BOOT) || starts_by_its_place(slice, i, booting)) && node->flags & NODE_ENTRY;
        bool code = node->kind == NODE_MODULE && !(node->flags & NODE_MAIN) && sets_up_landmarks(slice, i);
        if (slice->marks[i].production && (boot || code) && !is_script(slice, i, &wanted, booting))
            utarray_push_back(&out->list, &i);
    }
    find_outermost_modules(slice, entries, &out->list);
    utarray_done(&scripts);
    free(booting);
}

void views_free_starts(ViewsStarts *starts)
{
    utarray_done(&starts->list);
    utarray_done(&starts->aside);
}

void views_find_shutdowns(const Slice *slice, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (slice->marks[i].production && slice_has_role(slice->nodes[i], ROLE_SHUTDOWN) &&
            slice->nodes[i]->flags & NODE_ENTRY)
            utarray_push_back(out, &i);
}
