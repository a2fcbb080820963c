/*
 * slice.c - flows, reachability and ways to landmarks; see slice.h.
 */
#include "slice.h"

#include "../../extractors/memory.h"
#include "../../extractors/catalog/catalog.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ROLE(name) (1u << ROLE_##name)

enum {
    LEAF_ROLES = ROLE(ACCEPT) | ROLE(AUTHENTICATE) | ROLE(SEND) | ROLE(RECEIVE) | ROLE(CLOSE) | ROLE(BLOCKING) |
                 ROLE(RUN) | ROLE(BOOT),
    TRAFFIC_ROLES = ROLE(ACCEPT) | ROLE(RECEIVE) | ROLE(SEND) | ROLE(CLOSE),
    /* What a picture is worth drawing for. Blocking calls and sends are everywhere, so they don't make ways. */
    LANDMARK_LEAVES = ROLE(ACCEPT) | ROLE(AUTHENTICATE) | ROLE(RECEIVE) | ROLE(CLOSE) | ROLE(BOOT),
    LANDMARK_ROLES = ROLE(ENTRY) | ROLE(BOOT) | ROLE(SHUTDOWN) | ROLE(ACCEPT) | ROLE(AUTHENTICATE) | ROLE(RECEIVE) |
                     ROLE(CLOSE) | ROLE(MIDDLEWARE)
};

static const UT_icd flow_icd = {sizeof(Flow), NULL, NULL, NULL};
const UT_icd slice_rank_icd = {sizeof(uint32_t), NULL, NULL, NULL};
const UT_icd slice_leaf_icd = {sizeof(Leaf), NULL, NULL, NULL};

void slice_sort(UT_array *array, int (*compare)(const void *, const void *))
{
    if (utarray_len(array) > 1)
        utarray_sort(array, compare);
}

const Flow *slice_flow(const Slice *slice, uint32_t index)
{
    return (const Flow *)utarray_eltptr(&slice->flows, index);
}

const GraphEdge *slice_return(const Slice *slice, size_t index)
{
    return *(const GraphEdge *const *)utarray_eltptr(&slice->returns, index);
}

bool slice_has_role(const GraphNode *node, unsigned role)
{
    return node->roles >> role & 1;
}

bool slice_is_client(const GraphNode *node)
{
    return slice_has_role(node, ROLE_ACCEPT) && strstr(node->name, "connect");
}

int slice_strength(EdgeKind kind)
{
    switch (kind) {
    case EDGE_CALL:
        return 1;
    case EDGE_CREATES:
        return 2;
    case EDGE_DEPENDS:
        return 3;
    case EDGE_AWAIT:
        return 4;
    case EDGE_CALLBACK:
        return 5;
    case EDGE_SPAWN:
        return 6;
    case EDGE_RUN:
        return 7;
    case EDGE_TO_THREAD:
        return 8;
    case EDGE_FROM_THREAD:
        return 9;
    case EDGE_RETURNS:
    case EDGE_INHERITS:
    case EDGE_OVERRIDES:
    case EDGE_IMPORTS:
    case EDGE_DECORATES:
    case EDGE_KIND_COUNT:
        break;
    }
    return 0;
}

bool slice_is_hand_over(EdgeKind kind)
{
    return slice_strength(kind) >= 5;
}

static bool is_constructor(const GraphNode *node)
{
    static const char *const names[] = {"__init__", "__new__", "__post_init__"};
    for (size_t i = 0; node->kind == NODE_METHOD && i < sizeof names / sizeof *names; i++)
        if (strcmp(node->name, names[i]) == 0)
            return true;
    return false;
}

/* The rank of the class around a method, or NO_RANK. */
static uint32_t find_class(const Graph *graph, const GraphNode *node)
{
    char id[1024];
    size_t length = (size_t)(node->name - node->id);
    if (node->kind != NODE_METHOD || length == 0 || length > sizeof id)
        return NO_RANK;
    memcpy(id, node->id, length - 1);
    id[length - 1] = 0;
    const GraphNode *found = graph_find_node(graph, id);
    return found && found->kind == NODE_CLASS ? found->index : NO_RANK;
}

/* Whether two nodes lie in the same thing. */
static bool are_neighbours(const GraphNode *a, const GraphNode *b)
{
    size_t length = (size_t)(a->name - a->id);
    return a->kind == b->kind && (size_t)(b->name - b->id) == length && memcmp(a->id, b->id, length) == 0;
}

/* Once for every node, since everything asks for it. */
static void find_owners(Slice *slice)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const GraphNode *node = slice->nodes[i];
        bool known = i && are_neighbours(node, slice->nodes[i - 1]);
        uint32_t class = slice->classes[i] = known ? slice->classes[i - 1] : find_class(slice->graph, node);
        bool called =
            class != NO_RANK && slice->nodes[class]->flags & NODE_ENTRY && strcmp(node->name, "__call__") == 0;
        slice->owners[i] = class != NO_RANK && (is_constructor(node) || called) ? class : i;
    }
}

static int compare_ends(const void *left, const void *right)
{
    const Flow *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->broken != b->broken)
        return a->broken ? -1 : 1;
    return slice_strength(b->kind) - slice_strength(a->kind);
}

static int compare_order(const void *left, const void *right)
{
    const Flow *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return a->to < b->to ? -1 : a->to > b->to;
}

bool slice_is_registration(const GraphEdge *edge)
{
    const GraphNode *to = edge->key.to;
    return edge->key.kind == EDGE_CALLBACK && to->flags & NODE_ENTRY && !slice_has_role(to, ROLE_BOOT) &&
           !slice_has_role(to, ROLE_SHUTDOWN);
}

/* What a callback does when the process starts or ends is no part of a connection. */
static bool is_phase(const GraphNode *node)
{
    return node->kind == NODE_CASE && (slice_has_role(node, ROLE_BOOT) || slice_has_role(node, ROLE_SHUTDOWN));
}

/* The node of a property is its getter and its setter: no way leads through what assigns to it into what reads it. */
static bool only_stores(const GraphEdge *edge)
{
    for (const GraphSite *site = edge->sites; site; site = site->next)
        if (!(site->flags & SITE_STORES))
            return false;
    return true;
}

/* Whether a class has a method of its own in the place of one that it inherits. */
static bool is_overridden(const Slice *slice, const GraphNode *class, const GraphNode *method)
{
    char id[512];
    snprintf(id, sizeof id, "%s.%s", class->id, method->name);
    const GraphNode *own = graph_find_node(slice->graph, id);
    return own && own != method;
}

/* Appends to `out` the ranks of what a library calls to start an instance of a class, of `base`: the class or one above it. */
static void find_start_hooks(const Slice *slice, const GraphNode *class, const GraphNode *base, unsigned depth,
                             UT_array *out)
{
    enum {
        DEEPEST = 8
    };
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const GraphNode *hook = slice->nodes[i];
        if (slice->classes[i] == base->index && hook->flags & NODE_ENTRY && slice_has_role(hook, ROLE_BOOT) &&
            slice->marks[i].production && !is_overridden(slice, class, hook))
            utarray_push_back(out, &i);
    }
    for (const GraphEdge *above = base->out; above && depth < DEEPEST; above = above->next_out)
        if (above->key.kind == EDGE_INHERITS)
            find_start_hooks(slice, class, above->key.to, depth + 1, out);
}

/* The library that is told to start a class makes an instance, and then calls those of its methods, in the order of their
 * names for want of a better one. */
static void collect_start_hooks(Slice *slice, const GraphEdge *edge)
{
    const uint32_t after_constructor = 1u << 30;
    const GraphNode *class = edge->key.to;
    UT_array hooks;
    utarray_init(&hooks, &slice_rank_icd);
    find_start_hooks(slice, class, class, 0, &hooks);
    for (size_t i = 0; i < utarray_len(&hooks); i++) {
        uint32_t hook = *(uint32_t *)utarray_eltptr(&hooks, i), before = 0;
        for (size_t k = 0; k < utarray_len(&hooks); k++)
            before += strcmp(slice->nodes[*(uint32_t *)utarray_eltptr(&hooks, k)]->name, slice->nodes[hook]->name) < 0;
        Flow flow = {class->index, hook, after_constructor + before, edge->sites->flags, EDGE_CALLBACK, false,
                     false,        edge};
        utarray_push_back(&slice->flows, &flow);
    }
    utarray_done(&hooks);
}

static void collect_flow(Slice *slice, const GraphEdge *edge)
{
    uint32_t from = slice->owners[edge->key.from->index], to = slice->owners[edge->key.to->index];
    bool broken = edge->flags & EDGE_BROKEN;
    EdgeKind kind = (EdgeKind)edge->key.kind;
    if ((!slice_strength(kind) && !broken) || from == to || !slice->marks[from].production ||
        !slice->marks[to].production || slice_is_registration(edge) || is_phase(edge->key.to) || only_stores(edge))
        return;
    Flow flow = {from, to, edge->order, edge->sites->flags, kind, broken, false, edge};
    utarray_push_back(&slice->flows, &flow);
    if (kind == EDGE_CALLBACK && edge->key.to->kind == NODE_CLASS && slice_has_role(edge->key.to, ROLE_BOOT))
        collect_start_hooks(slice, edge);
}

/* Moves an element to an earlier place. (The macros of utarray evaluate an index more than once.) */
static void keep(UT_array *flows, size_t place, const Flow *flow)
{
    *(Flow *)utarray_eltptr(flows, place) = *flow;
}

/* One flow a pair: the broken one, or else the strongest; in the place of the first call. */
static void merge_flows(UT_array *flows)
{
    size_t kept = 0;
    slice_sort(flows, compare_ends);
    for (size_t i = 0; i < utarray_len(flows); i++) {
        Flow *flow = (Flow *)utarray_eltptr(flows, i);
        Flow *last = kept ? (Flow *)utarray_eltptr(flows, kept - 1) : NULL;
        if (!last || last->from != flow->from || last->to != flow->to)
            keep(flows, kept++, flow);
        else if (flow->order < last->order)
            last->order = flow->order;
    }
    utarray_resize(flows, kept);
    slice_sort(flows, compare_order);
}

/* Whether a function runs what it is given, and is given several things. */
static bool is_one_given(const Flow *flow)
{
    return flow->sites & SITE_GIVEN && flow->edge->flags & EDGE_POSSIBLE;
}

/* How many may be called where a flow begins, in the tree and outside of it. */
static size_t count_rivals(const Flow *flow)
{
    size_t count = 0;
    for (const GraphEdge *edge = flow->edge->key.from->out; edge; edge = edge->next_out)
        count += edge->order == flow->edge->order && edge->flags & EDGE_POSSIBLE && slice_strength(edge->key.kind);
    return count;
}

/* A call that may be any of a hundred handlers says of none that it is called. Nor does a helper that runs what it is
 * given: who calls it gave it one of them, and the others came from elsewhere. */
static void mark_vague(UT_array *flows)
{
    enum {
        MANY = 24
    };
    for (size_t start = 0, end; start < utarray_len(flows); start = end) {
        const Flow *first = (const Flow *)utarray_eltptr(flows, start);
        for (end = start; end < utarray_len(flows); end++) {
            const Flow *flow = (const Flow *)utarray_eltptr(flows, end);
            if (flow->from != first->from || flow->order != first->order)
                break;
        }
        for (size_t i = start; i < end; i++) {
            Flow *flow = (Flow *)utarray_eltptr(flows, i);
            bool one_of_many = flow->edge->flags & EDGE_POSSIBLE && count_rivals(flow) > MANY;
            flow->vague = !flow->broken && (one_of_many || (end - start > 1 && is_one_given(flow)));
        }
    }
}

static void index_flows(Slice *slice)
{
    size_t nodes = slice->graph->node_count, flows = utarray_len(&slice->flows);
    slice->first = memory_zeroed(nodes + 1, sizeof *slice->first);
    slice->first_entering = memory_zeroed(nodes + 2, sizeof *slice->first_entering);
    slice->entering = memory_zeroed(flows, sizeof *slice->entering);
    for (uint32_t i = 0; i < flows; i++) {
        slice->first[slice_flow(slice, i)->from + 1]++;
        slice->first_entering[slice_flow(slice, i)->to + 2]++;
    }
    for (size_t i = 0; i < nodes; i++) {
        slice->first[i + 1] += slice->first[i];
        slice->first_entering[i + 2] += slice->first_entering[i + 1];
    }
    for (uint32_t i = 0; i < flows; i++)
        slice->entering[slice->first_entering[slice_flow(slice, i)->to + 1]++] = i;
}

static Flow *find_flow(Slice *slice, uint32_t from, uint32_t to)
{
    for (uint32_t i = slice->first[from]; i < slice->first[from + 1]; i++)
        if (slice_flow(slice, i)->to == to)
            return (Flow *)utarray_eltptr(&slice->flows, i);
    return NULL;
}

/* `create_task(watch())` of a helper of the program's own: who makes the coroutine is who has it spawned. */
static void pass_hand_overs(Slice *slice)
{
    for (uint32_t i = 0; i < utarray_len(&slice->flows); i++) {
        const Flow handed = *slice_flow(slice, i);
        if (!handed.vague || !is_one_given(&handed) || !slice_is_hand_over(handed.kind) ||
            !(slice->nodes[handed.to]->flags & NODE_ASYNC))
            continue;
        for (uint32_t k = slice->first_entering[handed.from]; k < slice->first_entering[handed.from + 1]; k++) {
            Flow *made = find_flow(slice, slice_flow(slice, slice->entering[k])->from, handed.to);
            if (made && made->kind == EDGE_CALL)
                made->kind = handed.kind;
        }
    }
}

static Mark *mark_owner(const Slice *slice, const GraphNode *node)
{
    return &slice->marks[slice->owners[node->index]];
}

static bool has_websocket_name(const char *name)
{
    return strcasestr(name, "websocket") || strcasestr(name, "web_socket");
}

/* A class is about WebSocket when one of its methods is, or its name says so. */
static void mark_subject(Slice *slice, GraphNode *node)
{
    Mark *mark = mark_owner(slice, node);
    bool traffic = (node->roles | mark->leaves) & TRAFFIC_ROLES;
    uint32_t class = slice->classes[node->index];
    if (!(node->flags & NODE_WEBSOCKET) && !traffic && !(node->kind == NODE_CLASS && has_websocket_name(node->name)))
        return;
    mark->subject = true;
    if (class != NO_RANK && (node->flags & NODE_WEBSOCKET || mark->leaves & TRAFFIC_ROLES))
        slice->marks[class].subject = true;
}

/* The roles of an external function that make it a landmark. To make an application or a router is not to run it. */
static uint32_t leaf_roles(const GraphNode *node)
{
    return node->roles & LEAF_ROLES & ~(slice_has_role(node, ROLE_MOUNT) ? ROLE(BOOT) : 0u);
}

/* What it calls tells what it does. */
static bool is_nameless_step(const GraphNode *node)
{
    return node->kind == NODE_CASE || (node->kind == NODE_LAMBDA && node->flags & NODE_ENTRY);
}

static void mark_edge(Slice *slice, const GraphEdge *edge)
{
    EdgeKind kind = (EdgeKind)edge->key.kind;
    Mark *from = mark_owner(slice, edge->key.from), *to = mark_owner(slice, edge->key.to);
    if (edge->key.to->kind == NODE_EXTERNAL && slice_strength(kind))
        from->leaves |= leaf_roles(edge->key.to);
    if (!from->production)
        return;
    if (edge->flags & EDGE_BROKEN)
        from->broken_from = to->broken_to = true;
    if (slice_is_hand_over(kind) && !slice_is_registration(edge)) {
        from->seams |= 1u << kind;
        to->seams |= 1u << kind;
    }
    if (slice_is_registration(edge))
        from->registers = true;
    if (kind == EDGE_TO_THREAD)
        to->threaded = true;
    if (kind == EDGE_RETURNS)
        to->product = true;
    if (kind == EDGE_DEPENDS)
        to->injected = true;
    if (is_nameless_step(edge->key.from) && slice_strength(kind))
        to->stepped = true;
}

static const UT_icd edge_icd = {sizeof(const GraphEdge *), NULL, NULL, NULL};

/* One walk over all edges: neither they nor the nodes where they end fit into any cache. */
static void read_edges(Slice *slice)
{
    enum {
        AHEAD = 8
    };
    for (const GraphEdge *edge = slice->graph->edges, *end = edge + slice->graph->edge_count; edge < end; edge++) {
        if (end - edge > AHEAD)
            __builtin_prefetch(edge[AHEAD].key.to);
        mark_edge(slice, edge);
        collect_flow(slice, edge);
        if (edge->key.kind == EDGE_RETURNS)
            utarray_push_back(&slice->returns, &edge);
    }
}

/* A factory of what is about WebSocket is about WebSocket itself. */
static void mark_factories(Slice *slice)
{
    for (size_t i = 0; i < utarray_len(&slice->returns); i++) {
        const GraphEdge *edge = slice_return(slice, i);
        if (slice->marks[edge->key.to->index].subject)
            slice->marks[edge->key.from->index].subject = true;
    }
}

/* What half the program calls tells nothing of a step. */
static bool is_part_of_step(const Slice *slice, const GraphNode *node)
{
    enum {
        FEW = 3
    };
    unsigned callers = 0;
    if (!slice->marks[node->index].stepped)
        return false;
    for (const GraphEdge *edge = node->in; edge && callers <= FEW; edge = edge->next_in)
        callers += slice_strength((EdgeKind)edge->key.kind) > 0;
    return callers <= FEW;
}

size_t slice_find_parts(const Slice *slice, const GraphNode *node, const GraphNode **out)
{
    static const char *const owned[SLICE_PARTS - 1] = {"__init__", "__call__"};
    size_t count = 0;
    out[count++] = node;
    for (size_t i = 0; i < SLICE_PARTS - 1 && node->kind == NODE_CLASS; i++) {
        char id[512];
        snprintf(id, sizeof id, "%s.%s", node->id, owned[i]);
        const GraphNode *method = graph_find_node(slice->graph, id);
        if (method && slice_owner(slice, method) == node)
            out[count++] = method;
    }
    return count;
}

static bool registers_subject_itself(const Slice *slice, const GraphNode *node)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out) {
        const GraphNode *to = edge->key.to;
        bool subject = to->flags & NODE_WEBSOCKET || (to->kind == NODE_CLASS && slice->marks[to->index].subject);
        if (subject && slice_is_registration(edge))
            return true;
    }
    return false;
}

/* Whether an entry point that a function tells a framework of is about WebSocket. */
static bool registers_subject(const Slice *slice, const GraphNode *node)
{
    const GraphNode *parts[SLICE_PARTS];
    size_t count = slice->marks[node->index].registers ? slice_find_parts(slice, node, parts) : 0;
    for (size_t i = 0; i < count; i++)
        if (registers_subject_itself(slice, parts[i]))
            return true;
    return false;
}

static void mark_landmarks(Slice *slice)
{
    for (size_t i = 0; i < slice->graph->node_count; i++) {
        Mark *mark = &slice->marks[i];
        uint32_t roles = slice->nodes[i]->roles;
        bool factory = (roles & ROLE(FACTORY) || mark->product) && mark->subject;
        uint32_t crossings = mark->seams & ~(1u << EDGE_CALLBACK);
        bool step = slice->nodes[i]->kind == NODE_CASE || is_part_of_step(slice, slice->nodes[i]);
        mark->landmark = mark->production && (step || roles & LANDMARK_ROLES || mark->leaves & LANDMARK_LEAVES ||
                                              factory || mark->broken_from || mark->broken_to || crossings ||
                                              registers_subject(slice, slice->nodes[i]));
    }
}

/* Everything that reaches the focus, and everything the focus reaches, by edges of any kind. */
static void keep_focus(Slice *slice, const GraphNode *focus, bool forwards)
{
    size_t count = slice->graph->node_count;
    uint32_t *queue = memory_zeroed(count, sizeof *queue);
    bool *seen = memory_zeroed(count, sizeof *seen);
    size_t head = 0, tail = 0;
    queue[tail++] = focus->index;
    seen[focus->index] = true;
    while (head < tail) {
        const GraphNode *node = slice->nodes[queue[head++]];
        slice->marks[node->index].landmark = true;
        for (GraphEdge *edge = forwards ? node->out : node->in; edge;
             edge = forwards ? edge->next_out : edge->next_in) {
            uint32_t next = (forwards ? edge->key.to : edge->key.from)->index;
            if (!seen[next])
                queue[tail++] = next;
            seen[next] = true;
        }
    }
    free(queue);
    free(seen);
}

static void mark_nodes(Slice *slice, const GraphNode *focus)
{
    if (focus) {
        keep_focus(slice, focus, true);
        keep_focus(slice, focus, false);
    }
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const GraphNode *node = slice->nodes[i];
        bool wanted = !focus || slice->marks[i].landmark;
        if (node->kind == NODE_CASE)
            utarray_push_back(&slice->cases, &i);
        slice->marks[i].landmark = false;
        slice->marks[i].production = wanted && node->kind != NODE_EXTERNAL && !(node->flags & NODE_TEST);
    }
    read_edges(slice);
    for (size_t i = 0; i < slice->graph->node_count; i++)
        mark_subject(slice, slice->nodes[i]);
    mark_factories(slice);
    mark_landmarks(slice);
}

void slice_init(Slice *slice, const Graph *graph, const ViewOptions *options, const GraphNode *focus)
{
    *slice = (Slice){.graph = graph, .options = options};
    slice->nodes = graph->by_rank;
    slice->marks = memory_zeroed(graph->node_count, sizeof *slice->marks);
    slice->owners = memory_zeroed(graph->node_count, sizeof *slice->owners);
    slice->classes = memory_zeroed(graph->node_count, sizeof *slice->classes);
    for (size_t i = 0; i < graph->edge_count && !slice->coloured; i++)
        slice->coloured = graph->edges[i].key.kind == EDGE_AWAIT;
    for (size_t i = 0; i < graph->node_count; i++)
        slice->coloured |= slice->nodes[i]->flags & NODE_ASYNC && slice->nodes[i]->kind != NODE_EXTERNAL;
    utarray_init(&slice->reached, &slice_rank_icd);
    utarray_init(&slice->flows, &flow_icd);
    utarray_init(&slice->returns, &edge_icd);
    utarray_init(&slice->cases, &slice_rank_icd);
    find_owners(slice);
    mark_nodes(slice, focus);
    for (size_t i = 0; i < graph->node_count; i++)
        slice->marks[i].from_start = slice->marks[i].from_entry = UINT32_MAX;
    merge_flows(&slice->flows);
    mark_vague(&slice->flows);
    index_flows(slice);
    pass_hand_overs(slice);
}

void slice_deinit(Slice *slice)
{
    utarray_done(&slice->flows);
    utarray_done(&slice->returns);
    utarray_done(&slice->cases);
    utarray_done(&slice->reached);
    free(slice->first);
    free(slice->first_entering);
    free(slice->entering);
    free(slice->owners);
    free(slice->classes);
    free(slice->marks);
    free(slice->within);
}

void slice_share(const Slice *slice, Slice *out)
{
    size_t nodes = slice->graph->node_count;
    *out = *slice;
    out->marks = memcpy(memory_zeroed(nodes, sizeof *out->marks), slice->marks, nodes * sizeof *out->marks);
    out->within = NULL;
    utarray_init(&out->reached, &slice_rank_icd);
}

void slice_unshare(Slice *slice)
{
    free(slice->within);
    utarray_done(&slice->reached);
    free(slice->marks);
}

void slice_reset(Slice *slice)
{
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&slice->reached); rank;
         rank = (const uint32_t *)utarray_next(&slice->reached, rank)) {
        Mark *mark = &slice->marks[*rank];
        mark->phases = 0;
        mark->way = mark->closing = false;
        mark->from_start = mark->from_entry = UINT32_MAX;
    }
    utarray_clear(&slice->reached);
}

static uint32_t *distance_of(Mark *mark, enum Phase phase)
{
    return phase == PHASE_CONNECTION ? &mark->from_entry : &mark->from_start;
}

/* Whether the node was not in that phase before; from now on it is. */
static bool enter(Slice *slice, uint32_t rank, enum Phase phase, uint32_t distance)
{
    Mark *mark = &slice->marks[rank];
    if (mark->phases & phase)
        return false;
    if (!mark->phases)
        utarray_push_back(&slice->reached, &rank);
    mark->phases |= phase;
    if (distance < *distance_of(mark, phase))
        *distance_of(mark, phase) = distance;
    return true;
}

/* Walks from the queue's nodes breadth first. What comes after a yield goes to `later`. */
static void walk(Slice *slice, uint32_t *queue, size_t tail, enum Phase phase, UT_array *later)
{
    for (size_t head = 0; head < tail; head++) {
        uint32_t from = queue[head], distance = *distance_of(&slice->marks[from], phase) + 1;
        bool boot = slice_has_role(slice->nodes[from], ROLE_BOOT);
        if (slice->options->depth && distance > slice->options->depth)
            continue;
        for (uint32_t i = slice->first[from]; i < slice->first[from + 1]; i++) {
            const Flow *flow = slice_flow(slice, i);
            bool bound = phase == PHASE_CONNECTION && slice->within;
            bool outside = !slice_is_followed(slice, flow) || (bound && slice->within[flow->to] == WITHIN_NOT) ||
                           (slice->aside && slice->aside[flow->to]);
            if (later && boot && flow->sites & SITE_AFTER_YIELD)
                utarray_push_back(later, &flow->to);
            else if (!outside && enter(slice, flow->to, phase, distance))
                queue[tail++] = flow->to;
        }
    }
}

static void reach(Slice *slice, const UT_array *roots, enum Phase phase, uint32_t distance, UT_array *later)
{
    uint32_t *queue = memory_zeroed(slice->graph->node_count, sizeof *queue);
    size_t tail = 0;
    for (const uint32_t *root = utarray_front(roots); root; root = utarray_next(roots, root))
        if (slice->marks[*root].production && enter(slice, *root, phase, distance))
            queue[tail++] = *root;
    walk(slice, queue, tail, phase, later);
    free(queue);
}

void slice_reach(Slice *slice, const UT_array *roots, enum Phase phase)
{
    UT_array later;
    utarray_init(&later, &slice_rank_icd);
    reach(slice, roots, phase, 0, phase == PHASE_START ? &later : NULL);
    reach(slice, &later, PHASE_SHUTDOWN, 1, NULL);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&later); rank;
         rank = (const uint32_t *)utarray_next(&later, rank))
        slice->marks[*rank].closing = true;
    utarray_done(&later);
}

static int compare_ranks(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

void slice_find_ways(Slice *slice)
{
    uint32_t *queue = memory_zeroed(utarray_len(&slice->reached), sizeof *queue);
    size_t tail = 0;
    slice_sort(&slice->reached, compare_ranks);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&slice->reached); rank;
         rank = (const uint32_t *)utarray_next(&slice->reached, rank)) {
        Mark *mark = &slice->marks[*rank];
        mark->way = mark->landmark || mark->closing;
        if (mark->way)
            queue[tail++] = *rank;
    }
    for (size_t head = 0; head < tail; head++) {
        uint32_t to = queue[head];
        for (uint32_t i = slice->first_entering[to]; i < slice->first_entering[to + 1]; i++) {
            uint32_t from = slice_flow(slice, slice->entering[i])->from;
            if (slice->marks[from].way || !slice->marks[from].phases ||
                !slice_is_followed(slice, slice_flow(slice, slice->entering[i])))
                continue;
            slice->marks[from].way = true;
            queue[tail++] = from;
        }
    }
    free(queue);
}

void slice_lead_to(const Slice *slice, const UT_array *ends, bool *out)
{
    uint32_t *queue = memory_zeroed(slice->graph->node_count, sizeof *queue);
    size_t tail = 0;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(ends); rank;
         rank = (const uint32_t *)utarray_next(ends, rank)) {
        if (!out[*rank])
            queue[tail++] = *rank;
        out[*rank] = true;
    }
    for (size_t head = 0; head < tail; head++)
        for (uint32_t i = slice->first_entering[queue[head]]; i < slice->first_entering[queue[head] + 1]; i++) {
            uint32_t from = slice_flow(slice, slice->entering[i])->from;
            if (!out[from])
                queue[tail++] = from;
            out[from] = true;
        }
    free(queue);
}

static Leaf *leaf_of(UT_array *leaves, unsigned role, bool broken)
{
    for (Leaf *leaf = (Leaf *)utarray_front(leaves); leaf; leaf = (Leaf *)utarray_next(leaves, leaf))
        if (leaf->role == role && leaf->broken == broken)
            return leaf;
    return NULL;
}

static void add_leaf(UT_array *leaves, const GraphEdge *edge, unsigned role)
{
    bool broken = edge->flags & EDGE_BROKEN;
    Leaf *leaf = leaf_of(leaves, role, broken);
    if (!leaf) {
        Leaf fresh = {.role = role, .edge = edge, .broken = broken, .thick = edge->key.kind == EDGE_AWAIT};
        utarray_push_back(leaves, &fresh);
        leaf = (Leaf *)utarray_back(leaves);
    }
    leaf->in_loop |= strcmp(edge->key.to->name, "__aiter__") == 0 || strcmp(edge->key.to->name, "__iter__") == 0;
    for (const GraphSite *site = edge->sites; site; site = site->next)
        leaf->in_loop |= (site->flags & (SITE_IN_LOOP | SITE_ITERATED)) != 0;
}

/* Starting a loop is drawn as the hand-over it is when the callee is known. */
static uint32_t drawn_roles(const GraphNode *node, uint32_t roles)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        if (edge->key.kind == EDGE_RUN)
            roles &= ~ROLE(RUN);
    return roles & LEAF_ROLES;
}

static void find_own_leaves(const GraphNode *node, uint32_t roles, UT_array *out)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out) {
        uint32_t wanted = leaf_roles(edge->key.to) & roles;
        bool broken = edge->flags & EDGE_BROKEN;
        if (edge->key.to->kind != NODE_EXTERNAL || !slice_strength((EdgeKind)edge->key.kind) || (!wanted && !broken))
            continue;
        unsigned role =
            wanted & ROLE(RUN) ? ROLE_RUN : ROLE_NONE; /* rather than the start of the server that it is, too */
        while (wanted && !(wanted >> role & 1))
            role++;
        add_leaf(out, edge, role);
    }
}

void slice_find_leaves(const Slice *slice, const GraphNode *node, uint32_t roles, UT_array *out)
{
    const Mark *mark = mark_owner(slice, node);
    if (!mark->leaves && !mark->broken_from)
        return;
    const GraphNode *parts[SLICE_PARTS];
    size_t count = slice_find_parts(slice, node, parts);
    for (size_t i = 0; i < count; i++)
        find_own_leaves(parts[i], drawn_roles(parts[i], roles), out);
}
