/*
 * graph.c - nodes, edges and sites in one arena, found through uthash.
 *
 * Nothing here depends on addresses: tables are only asked by key, and graph_finish() puts everything in the order of
 * ids and of calls before anybody iterates.
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
    LOG2_BUCKETS = 5 /* of a table of which nobody says how large it will be */
};

typedef struct {
    UT_hash_handle hh;
    char text[];
} Text;

struct GraphStore {
    Arena arena;
    Text *texts;
    unsigned log2_nodes, log2_edges; /* buckets of the tables */
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
    graph_expect_nodes(graph, 0);
    graph_expect_edges(graph, 0);
    return graph;
}

void graph_expect_nodes(Graph *graph, size_t count)
{
    graph->store->log2_nodes = log2_of(count);
}

void graph_expect_edges(Graph *graph, size_t count)
{
    graph->store->log2_edges = log2_of(count);
}

void graph_free(Graph *graph)
{
    if (!graph)
        return;
    HASH_CLEAR(hh, graph->nodes);
    HASH_CLEAR(hh, graph->edges);
    HASH_CLEAR(hh, graph->store->texts);
    arena_clear(&graph->store->arena);
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

GraphEdge *graph_add_edge(Graph *graph, GraphNode *from, GraphNode *to, EdgeKind kind, uint32_t flags, GraphSite site)
{
    const unsigned log2_buckets = graph->store->log2_edges;
    EdgeKey key = {.from = from, .to = to, .kind = kind};
    GraphEdge *edge;
    unsigned hash;
    HASH_VALUE(&key, sizeof key, hash);
    HASH_FIND_BYHASHVALUE(hh, graph->edges, &key, sizeof key, hash, edge);
    if (!edge) {
        edge = allocate(graph, sizeof *edge);
        edge->key = key;
        edge->flags = flags;
        edge->order = site.order;
        HASH_ADD_BYHASHVALUE(hh, graph->edges, key, sizeof key, hash, edge);
        graph->edge_count++;
    }
    edge->flags = (edge->flags & flags & EDGE_POSSIBLE) | ((edge->flags | flags) & ~(uint32_t)EDGE_POSSIBLE);
    GraphSite *kept = allocate(graph, sizeof *kept);
    *kept = site;
    LL_PREPEND(edge->sites, kept);
    edge->site_count++;
    return edge;
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

/* What edges of one node are sorted by, beside them: following pointers to compare would take longer than to sort. */
typedef struct {
    uint32_t from, order, to, kind;
    GraphEdge *edge;
} EdgeRank;

static int compare_edges(const void *left, const void *right)
{
    const EdgeRank *a = left, *b = right;
    int order = compare_numbers(a->order, b->order);
    if (!order)
        order = compare_numbers(a->to, b->to);
    return order ? order : compare_numbers(a->kind, b->kind);
}

/* Sorts an edge's sites, and makes one of those that stand at the same place. */
static void finish_sites(GraphEdge *edge)
{
    if (edge->sites->next)
        LL_SORT(edge->sites, compare_sites);
    for (GraphSite *site = edge->sites; site && site->next;) {
        if (compare_sites(site, site->next) != 0) {
            site = site->next;
            continue;
        }
        site->flags |= site->next->flags;
        site->next = site->next->next;
        edge->site_count--;
    }
    edge->order = edge->sites->order;
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

static void sort_nodes(Graph *graph)
{
    GraphNode **nodes = memory_zeroed(graph->node_count + 1, sizeof *nodes);
    size_t count = 0;
    for (GraphNode *node = graph->nodes; node; node = node->hh.next) {
        node->out = node->in = NULL;
        nodes[count++] = node;
    }
    if (count > 1)
        qsort(nodes, count, sizeof *nodes, compare_nodes);
    for (size_t i = 0; i < count; i++) {
        nodes[i]->index = (uint32_t)i;
        place(&nodes[i]->hh, i ? nodes[i - 1] : NULL, nodes[i + 1]);
    }
    graph->nodes = nodes[0];
    free(graph->by_rank);
    graph->by_rank = nodes;
}

/* Puts edges side by side with those of the same node, by the nodes' ranks; first[i + 1]: where those of node i end. Edges
 * do not fit into any cache: each is visited once. */
static EdgeRank *group_edges(const Graph *graph, size_t *first)
{
    EdgeRank *all = memory_alloc((graph->edge_count + 1) * sizeof *all), *end = all;
    EdgeRank *grouped = memory_alloc((graph->edge_count + 1) * sizeof *grouped);
    for (GraphEdge *edge = graph->edges; edge; edge = edge->hh.next) {
        finish_sites(edge);
        *end = (EdgeRank){edge->key.from->index, edge->order, edge->key.to->index, edge->key.kind, edge};
        first[end++->from + 2]++;
    }
    for (size_t i = 0; i < graph->node_count; i++)
        first[i + 2] += first[i + 1];
    for (const EdgeRank *rank = all; rank < end; rank++)
        grouped[first[rank->from + 1]++] = *rank;
    free(all);
    return grouped;
}

/* Lists edges in the order of the table, and each node's: prepended from the last one on, the first comes first. */
static void link_edges(Graph *graph, const EdgeRank *ranks)
{
    GraphEdge *next = NULL;
    for (size_t i = graph->edge_count; i-- > 0;) {
        GraphEdge *edge = ranks[i].edge;
        LL_PREPEND2(edge->key.from->out, edge, next_out);
        LL_PREPEND2(edge->key.to->in, edge, next_in);
        place(&edge->hh, i ? ranks[i - 1].edge : NULL, next);
        next = edge;
    }
    graph->edges = next;
}

static void sort_edges(Graph *graph)
{
    size_t *first = memory_zeroed(graph->node_count + 2, sizeof *first);
    EdgeRank *ranks = group_edges(graph, first);
    for (size_t i = 0; i < graph->node_count; i++)
        if (first[i + 1] - first[i] > 1)
            qsort(&ranks[first[i]], first[i + 1] - first[i], sizeof *ranks, compare_edges);
    link_edges(graph, ranks);
    free(ranks);
    free(first);
}

void graph_finish(Graph *graph)
{
    sort_nodes(graph);
    sort_edges(graph);
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
