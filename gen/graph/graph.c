/*
 * graph.c - nodes in one arena, found through uthash; edges, made of what was added for them.
 *
 * Nothing here depends on addresses: tables are only asked by key, and graph_finish() puts everything in the order of
 * ids and of calls before anybody iterates. Edges are not looked for when they are added: they fit into no cache, and
 * sorting what leaves each node finds those that are the same.
 */
#include "graph.h"

#include "../../extractors/memory.h"
#include "../../extractors/extractor.h"
#include "../../extractors/strings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utlist.h>
#include <xxhash.h>

/* The tables are asked a few hundred thousand times, mostly for something that is not there yet. */
#undef HASH_FUNCTION
#define HASH_FUNCTION(key, length, hash) ((hash) = (unsigned)XXH3_64bits(key, length))

/* How large uthash makes a table at first: a local variable where it makes one. */
#undef HASH_INITIAL_NUM_BUCKETS
#undef HASH_INITIAL_NUM_BUCKETS_LOG2
#define HASH_INITIAL_NUM_BUCKETS (1u << log2_buckets)
#define HASH_INITIAL_NUM_BUCKETS_LOG2 log2_buckets

enum {
    LOG2_BUCKETS = 5, /* of a table of which nobody says how large it will be */
    BLOCK_FIRST = 16, /* edges in the making */
    BLOCK_MOST = 512
};

typedef struct {
    UT_hash_handle hh;
    char text[];
} Text;

typedef struct EdgeBlock {
    struct EdgeBlock *next;
    uint32_t count, room;
    NewEdge edges[];
} EdgeBlock;

struct GraphStore {
    Arena arena;
    Text *texts;
    NewEdges added;      /* the sites of edges stay there */
    unsigned log2_nodes; /* buckets of the table */
    size_t sorted;       /* nodes, of graph_sort_nodes() */
    int threads;
};

/* Zeroed memory that lives as long as the graph. */
static void *allocate(Graph *graph, size_t size)
{
    return arena_alloc(&graph->store->arena, size);
}

/* As many buckets as elements, within reason. */
static unsigned log2_of(size_t count)
{
    enum {
        MOST = 24
    };
    unsigned log2 = LOG2_BUCKETS;
    while (log2 < MOST && (size_t)1 << log2 < count)
        log2++;
    return log2;
}

Graph *graph_new(void)
{
    Graph *graph = memory_zeroed(1, sizeof *graph);
    graph->store = memory_zeroed(1, sizeof *graph->store);
    graph_expect(graph, 0, 1);
    return graph;
}

void graph_expect(Graph *graph, size_t nodes, int threads)
{
    graph->store->log2_nodes = log2_of(nodes);
    graph->store->threads = threads;
}

void graph_free(Graph *graph)
{
    if (!graph)
        return;
    HASH_CLEAR(hh, graph->nodes);
    HASH_CLEAR(hh, graph->store->texts);
    arena_clear(&graph->store->arena);
    for (EdgeBlock *block = graph->store->added.first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(graph->edges);
    free(graph->by_rank);
    free(graph->of_def);
    free(graph->store);
    free(graph);
}

const char *graph_text(Graph *graph, const char *text)
{
    const unsigned log2_buckets = LOG2_BUCKETS;
    size_t length = strlen(text);
    Text *found;
    unsigned hash;
    HASH_VALUE(text, length, hash);
    HASH_FIND_BYHASHVALUE(hh, graph->store->texts, text, length, hash, found);
    if (!found) {
        found = allocate(graph, sizeof *found + length + 1);
        memcpy(found->text, text, length + 1);
        HASH_ADD_KEYPTR_BYHASHVALUE(hh, graph->store->texts, found->text, length, hash, found);
    }
    return found->text;
}

/* The parenthesis that closes a list of parameters; the end of the text when none does. */
static const char *end_of_parameters(const char *open)
{
    int depth = 0;
    const char *at = open;
    for (; *at; at++) {
        depth += (*at == '(') - (*at == ')');
        if (!depth)
            break;
    }
    return at;
}

/*
 * The last component of a qualified name. Dots and colons inside template arguments, parameter lists and operator
 * names separate nothing: `ns::A<x::y>::f(b::C)` is `f(b::C)`, and `f(b::C).<lambda1>` is `<lambda1>`.
 */
static const char *last_component(const char *id)
{
    const char *name = id;
    int depth = 0;
    for (const char *at = id;; at++) {
        switch (*at) {
        case 0:
            return name;
        case '(':
            if (depth > 0)
                break;
            at = end_of_parameters(at);
            if (!*at)
                return name;
            break;
        case 'o':
            if (at == name && strncmp(at, "operator", 8) == 0)
                return name;
            break;
        case '<':
            depth++;
            break;
        case '>':
            depth--;
            break;
        case '.':
        case ':':
        case '#':
            if (depth <= 0 && at[1] && at[1] != '(')
                name = at + 1;
            break;
        default:
            break;
        }
    }
}

/* What the module is until the maker of the node says it: all but the last component, or the first one outside. */
static const char *guess_module(Graph *graph, const GraphNode *node)
{
    if (node->kind == NODE_MODULE)
        return node->id;
    size_t length = (size_t)(node->name - node->id);
    if (node->kind == NODE_EXTERNAL)
        length = strcspn(node->id, ".:") + 1;
    char *module = memory_text_part(node->id, length ? length - 1 : 0);
    const char *kept = graph_text(graph, module);
    free(module);
    return kept;
}

GraphNode *graph_find_node(const Graph *graph, const char *id)
{
    GraphNode *node;
    HASH_FIND_STR(graph->nodes, id, node);
    return node;
}

/* The node of that id; `made` says whether it is new. Its module is not known yet. */
static GraphNode *add_node(Graph *graph, const char *id, NodeKind kind, bool *made)
{
    const unsigned log2_buckets = graph->store->log2_nodes;
    size_t length = strlen(id);
    unsigned hash;
    GraphNode *node;
    HASH_VALUE(id, length, hash);
    HASH_FIND_BYHASHVALUE(hh, graph->nodes, id, length, hash, node);
    *made = !node;
    if (node)
        return node;
    node = allocate(graph, sizeof *node);
    node->id = kind == NODE_MODULE ? graph_text(graph, id) : memcpy(allocate(graph, length + 1), id, length + 1);
    node->name = kind == NODE_MODULE && strchr(id, '/') ? node->id : last_component(node->id);
    node->kind = kind;
    node->path = node->language = "";
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, graph->nodes, node->id, length, hash, node);
    graph->node_count++;
    return node;
}

GraphNode *graph_add_node(Graph *graph, const char *id, NodeKind kind)
{
    bool made;
    GraphNode *node = add_node(graph, id, kind, &made);
    if (made)
        node->module = guess_module(graph, node);
    return node;
}

GraphNode *graph_add_node_in(Graph *graph, const char *id, NodeKind kind, const char *module)
{
    bool made;
    GraphNode *node = add_node(graph, id, kind, &made);
    if (made)
        node->module = module ? module : node->id;
    return node;
}

static void append_blocks(NewEdges *edges, NewEdges more)
{
    if (edges->last)
        edges->last->next = more.first;
    else
        edges->first = more.first;
    edges->last = more.last ? more.last : edges->last;
}

static EdgeBlock *add_block(NewEdges *edges)
{
    uint32_t room = edges->last ? 2 * edges->last->room : BLOCK_FIRST;
    room = room < BLOCK_MOST ? room : BLOCK_MOST;
    EdgeBlock *block = memory_alloc(sizeof *block + room * sizeof *block->edges);
    *block = (EdgeBlock){.room = room};
    append_blocks(edges, (NewEdges){block, block});
    return block;
}

NewEdge *graph_make_edge(NewEdges *edges, GraphNode *from, GraphNode *to, EdgeKind kind, uint32_t flags, GraphSite site)
{
    EdgeBlock *block = edges->last;
    if (!block || block->count == block->room)
        block = add_block(edges);
    NewEdge *edge = &block->edges[block->count++];
    *edge = (NewEdge){.from = from, .to = to, .kind = (uint8_t)kind, .flags = (uint8_t)flags, .site = site};
    return edge;
}

void graph_add_edge(Graph *graph, GraphNode *from, GraphNode *to, EdgeKind kind, uint32_t flags, GraphSite site)
{
    graph_make_edge(&graph->store->added, from, to, kind, flags, site);
}

void graph_take_edges(Graph *graph, NewEdges edges)
{
    append_blocks(&graph->store->added, edges);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_nodes(const void *left, const void *right)
{
    const GraphNode *const *a = left, *const *b = right;
    return strcmp((*a)->id, (*b)->id);
}

static int compare_sites(const GraphSite *a, const GraphSite *b)
{
    int order = compare_numbers(a->order, b->order);
    if (!order && a->path != b->path)
        order = strcmp(a->path, b->path);
    if (!order)
        order = compare_numbers(a->line, b->line);
    return order ? order : compare_numbers(a->column, b->column);
}

/* What edges in the making that leave one node are sorted by, beside themselves. */
typedef struct {
    uint32_t to, number; /* rank of the other end; in the order in which they were added */
    NewEdge *edge;
} EdgeRank;

/* Sites of one edge lie side by side. Of those at one place the last comes first. */
static int compare_new(const void *left, const void *right)
{
    const EdgeRank *a = left, *b = right;
    int order = compare_numbers(a->to, b->to);
    if (!order)
        order = compare_numbers(a->edge->kind, b->edge->kind);
    if (!order)
        order = compare_sites(&a->edge->site, &b->edge->site);
    return order ? order : compare_numbers(b->number, a->number);
}

static int compare_edges(const void *left, const void *right)
{
    const GraphEdge *a = left, *b = right;
    int order = compare_numbers(a->order, b->order);
    if (!order)
        order = compare_numbers(a->key.to->index, b->key.to->index);
    return order ? order : compare_numbers(a->key.kind, b->key.kind);
}

/* Gives an element its place in the order in which a table is iterated. HASH_SORT() would walk the table's list once for
 * every doubling, in the order of addresses that nobody chose. */
static void place(UT_hash_handle *handle, void *previous, void *next)
{
    handle->prev = previous;
    handle->next = next;
    if (!next)
        handle->tbl->tail = handle;
}

/* Where a node stands, or would stand, among the first nodes of the ranks. */
static size_t find_rank(GraphNode *const *ranks, size_t count, const GraphNode *node)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        bool before = strcmp(ranks[middle]->id, node->id) < 0;
        low = before ? middle + 1 : low;
        count = before ? count : middle;
    }
    return low;
}

/* The nodes by id: those that were not sorted before are put among those that were. */
static GraphNode **rank_nodes(const Graph *graph, size_t sorted)
{
    size_t count = 0;
    GraphNode **ranks = memory_zeroed(graph->node_count + 1, sizeof *ranks);
    GraphNode **added = memory_alloc((graph->node_count - sorted + 1) * sizeof *added);
    GraphNode *first = sorted ? graph->by_rank[sorted - 1]->hh.next : graph->nodes;
    for (GraphNode *node = first; node; node = node->hh.next)
        added[count++] = node;
    if (count > 1)
        qsort(added, count, sizeof *added, compare_nodes);
    for (size_t end = graph->node_count; count;) {
        GraphNode *last = added[--count];
        for (size_t place = find_rank(graph->by_rank, sorted, last); sorted > place;)
            ranks[--end] = graph->by_rank[--sorted];
        ranks[--end] = last;
    }
    while (sorted--)
        ranks[sorted] = graph->by_rank[sorted];
    free(added);
    return ranks;
}

void graph_sort_nodes(Graph *graph)
{
    size_t count = graph->node_count;
    GraphNode **ranks = rank_nodes(graph, graph->store->sorted);
#pragma omp parallel for num_threads(graph->store->threads)
    for (size_t i = 0; i < count; i++) {
        ranks[i]->index = (uint32_t)i;
        place(&ranks[i]->hh, i ? ranks[i - 1] : NULL, ranks[i + 1]);
    }
    free(graph->by_rank);
    graph->by_rank = ranks;
    graph->nodes = ranks[0];
    graph->store->sorted = count;
}

/* Puts edges in the making side by side with those of the same node; first[i + 1]: where those of node i end. */
static EdgeRank *group_edges(const Graph *graph, size_t *first)
{
    size_t count = 0;
    uint32_t number = 0;
    for (const EdgeBlock *block = graph->store->added.first; block; block = block->next)
        for (uint32_t i = 0; i < block->count; i++)
            if (block->edges[i].from && block->edges[i].to) {
                first[block->edges[i].from->index + 2]++;
                count++;
            }
    for (size_t i = 0; i < graph->node_count; i++)
        first[i + 2] += first[i + 1];
    EdgeRank *grouped = memory_alloc((count + 1) * sizeof *grouped);
    for (EdgeBlock *block = graph->store->added.first; block; block = block->next)
        for (uint32_t i = 0; i < block->count; i++) {
            NewEdge *edge = &block->edges[i];
            if (edge->from && edge->to)
                grouped[first[edge->from->index + 1]++] = (EdgeRank){.number = number++, .edge = edge};
        }
    return grouped;
}

static bool is_same_edge(const EdgeRank *a, const EdgeRank *b)
{
    return a->to == b->to && a->edge->kind == b->edge->kind;
}

/* Sorts what leaves a node, and tells how many edges it makes. */
static size_t sort_new(EdgeRank *ranks, size_t count)
{
    size_t edges = count > 0;
    for (size_t i = 0; i < count; i++)
        ranks[i].to = ranks[i].edge->to->index;
    if (count > 1)
        qsort(ranks, count, sizeof *ranks, compare_new);
    for (size_t i = 1; i < count; i++)
        edges += !is_same_edge(&ranks[i - 1], &ranks[i]);
    return edges;
}

/* Makes one edge of its sites, and one site of those that stand at the same place. Returns how many there were. */
static size_t make_edge(const EdgeRank *ranks, size_t count, GraphEdge *out)
{
    NewEdge *first = ranks->edge;
    GraphSite *last = &first->site;
    size_t i = 1;
    *out = (GraphEdge){{first->from, first->to, first->kind}, first->flags, last->order, 1, last, NULL, NULL};
    for (; i < count && is_same_edge(ranks, &ranks[i]); i++) {
        NewEdge *edge = ranks[i].edge;
        out->flags =
            (out->flags & edge->flags & EDGE_POSSIBLE) | ((out->flags | edge->flags) & ~(uint32_t)EDGE_POSSIBLE);
        if (compare_sites(last, &edge->site) == 0) {
            last->flags |= edge->site.flags;
            continue;
        }
        last = last->next = &edge->site;
        out->site_count++;
    }
    return i;
}

/* Makes the edges that leave a node. */
static void make_edges(const EdgeRank *ranks, size_t count, GraphEdge *edges, size_t edge_count)
{
    for (size_t i = 0, edge = 0; i < count;)
        i += make_edge(&ranks[i], count - i, &edges[edge++]);
    if (edge_count > 1)
        qsort(edges, edge_count, sizeof *edges, compare_edges);
    for (size_t i = 0; i < edge_count; i++)
        edges[i].next_out = i + 1 < edge_count ? &edges[i + 1] : NULL;
    if (edge_count)
        edges->key.from->out = edges;
}

static void finish_edges(Graph *graph)
{
    size_t count = graph->node_count;
    size_t *first = memory_zeroed(count + 2, sizeof *first), *first_edge = memory_zeroed(count + 1, sizeof *first_edge);
    EdgeRank *ranks = group_edges(graph, first);
#pragma omp parallel for schedule(dynamic, 256) num_threads(graph->store->threads)
    for (size_t i = 0; i < count; i++)
        first_edge[i + 1] = sort_new(&ranks[first[i]], first[i + 1] - first[i]);
    for (size_t i = 0; i < count; i++)
        first_edge[i + 1] += first_edge[i];
    graph->edge_count = first_edge[count];
    free(graph->edges); /* of a graph that is finished again */
    graph->edges = memory_alloc((graph->edge_count + 1) * sizeof *graph->edges);
#pragma omp parallel for schedule(dynamic, 256) num_threads(graph->store->threads)
    for (size_t i = 0; i < count; i++)
        make_edges(&ranks[first[i]], first[i + 1] - first[i], &graph->edges[first_edge[i]],
                   first_edge[i + 1] - first_edge[i]);
    for (size_t i = graph->edge_count; i-- > 0;) /* prepended from the last one on, the first comes first */
        LL_PREPEND2(graph->edges[i].key.to->in, &graph->edges[i], next_in);
    free(ranks);
    free(first);
    free(first_edge);
}

void graph_finish(Graph *graph)
{
    graph_sort_nodes(graph);
    finish_edges(graph);
}

char graph_separator(const char *module)
{
    Language language = strchr(module, '/') ? LANGUAGE_COUNT : extractor_language_of(module);
    return strchr(module, '/') || (language != LANGUAGE_COUNT && extractors[language]->by_unit) ? '/' : '.';
}

static const char *const node_kinds[NODE_KIND_COUNT] = {
    [NODE_MODULE] = "module", [NODE_CLASS] = "class", [NODE_FUNCTION] = "function", [NODE_METHOD] = "method",
    [NODE_LAMBDA] = "lambda", [NODE_CASE] = "case",   [NODE_EXTERNAL] = "external",
};

static const char *const edge_kinds[EDGE_KIND_COUNT] = {
    [EDGE_CALL] = "call",
    [EDGE_AWAIT] = "await",
    [EDGE_SPAWN] = "spawn",
    [EDGE_TO_THREAD] = "to-thread",
    [EDGE_FROM_THREAD] = "from-thread",
    [EDGE_RUN] = "run",
    [EDGE_CALLBACK] = "callback",
    [EDGE_CREATES] = "creates",
    [EDGE_RETURNS] = "returns",
    [EDGE_INHERITS] = "inherits",
    [EDGE_OVERRIDES] = "overrides",
    [EDGE_IMPORTS] = "imports",
    [EDGE_DECORATES] = "decorates",
    [EDGE_DEPENDS] = "depends",
};

static unsigned find_name(const char *const *names, unsigned count, const char *name)
{
    unsigned i = 0;
    while (i < count && strcmp(names[i], name) != 0)
        i++;
    return i;
}

const char *node_kind_name(NodeKind kind)
{
    return node_kinds[kind];
}

const char *edge_kind_name(EdgeKind kind)
{
    return edge_kinds[kind];
}

NodeKind node_kind_find(const char *name)
{
    return (NodeKind)find_name(node_kinds, NODE_KIND_COUNT, name);
}

EdgeKind edge_kind_find(const char *name)
{
    return (EdgeKind)find_name(edge_kinds, EDGE_KIND_COUNT, name);
}
