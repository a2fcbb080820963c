/*
 * match.c - see match.h. Only nodes that share a simple name, a body, or a caller or callee are compared, so that large
 * changes cost little more than what they have in common.
 */
#include "match.h"

#include "../../extractors/memory.h"
#include "body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utarray.h>
#include <xxhash.h>

enum {
    CROWD = 24,       /* what more nodes have in common says nothing */
    FULL_STEPS = 8,   /* a body of so many steps counts fully */
    FULL_FEATURES = 6 /* so do so many neighbours, of both nodes together */
};

static const double weight_of_name = 2, weight_of_place = 1, weight_of_body = 4, weight_of_neighbours = 4;
static const double alike_enough = 0.6;

/* A node whose id the other graph doesn't have. */
typedef struct {
    const GraphNode *node;
    uint64_t name, place; /* hashes; place: of what it lies in, as the graph after calls it */
    UT_array features;    /* uint64_t, sorted, each once */
} Orphan;

typedef struct {
    uint64_t key;
    uint32_t orphan;
} Entry;

typedef struct {
    double score;
    uint32_t before, after; /* orphans */
} Pair;

typedef struct {
    const Graph *graph;
    GraphNode *const *nodes; /* by rank */
    Orphan *orphans;         /* by id */
    size_t orphan_count;
    uint32_t *partner; /* by rank */
} Side;

typedef struct {
    Side before, after;
    UT_array pairs; /* Pair */
} Matching;

static const UT_icd feature_icd = {sizeof(uint64_t), NULL, NULL, NULL};
static const UT_icd entry_icd = {sizeof(Entry), NULL, NULL, NULL};
static const UT_icd pair_icd = {sizeof(Pair), NULL, NULL, NULL};

static void sort(UT_array *array, int (*compare)(const void *, const void *))
{
    if (utarray_len(array) > 1)
        utarray_sort(array, compare);
}

/* --- features --- */

static uint64_t hash_text(const char *text, size_t length)
{
    return XXH3_64bits(text, length);
}

/* The length of the id of what a node lies in; 0 for modules at the top. */
static size_t place_length(const GraphNode *node)
{
    size_t length = (size_t)(node->name - node->id);
    return length ? length - 1 : 0;
}

/*
 * What a node is called when it is somebody's neighbour: the id that it has after, or its simple name as long as it is
 * not known what became of it.
 */
static uint64_t hash_neighbour(const Matching *matching, const Side *side, const GraphNode *node)
{
    uint32_t partner = side->partner[node->index];
    if (partner == MATCH_NONE)
        return hash_text(node->name, strlen(node->name));
    const char *id = side == &matching->before ? matching->after.nodes[partner]->id : node->id;
    return hash_text(id, strlen(id));
}

static bool is_telling(EdgeKind kind)
{
    return kind != EDGE_IMPORTS;
}

static void add_feature(Orphan *orphan, uint64_t what, uint64_t neighbour)
{
    uint64_t feature = neighbour ^ (what * UINT64_C(0x9e3779b97f4a7c15));
    utarray_push_back(&orphan->features, &feature);
}

static int compare_features(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void drop_doubles(UT_array *features)
{
    uint64_t *all = (uint64_t *)utarray_front(features);
    size_t kept = 0, count = utarray_len(features);
    for (size_t i = 0; i < count; i++)
        if (!kept || all[i] != all[kept - 1])
            all[kept++] = all[i];
    utarray_resize(features, kept);
}

/* Who is around a node, whatever the call is: a function that became async while it moved is the same. */
static void find_features(const Matching *matching, const Side *side, Orphan *orphan)
{
    enum {
        CALLEE = 1,
        CALLER,
        MEMBER
    };
    const GraphNode *node = orphan->node;
    utarray_clear(&orphan->features);
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        if (is_telling((EdgeKind)edge->key.kind))
            add_feature(orphan, CALLEE, hash_neighbour(matching, side, edge->key.to));
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in)
        if (is_telling((EdgeKind)edge->key.kind))
            add_feature(orphan, CALLER, hash_neighbour(matching, side, edge->key.from));
    size_t length = strlen(node->id);
    for (const GraphNode *member = node->hh.next; member && strncmp(member->id, node->id, length) == 0;
         member = member->hh.next) /* ids are sorted: members follow, among others that begin alike */
        if (member->id[length] == '.' && place_length(member) == length)
            add_feature(orphan, MEMBER, hash_text(member->name, strlen(member->name)));
    sort(&orphan->features, compare_features);
    drop_doubles(&orphan->features);
}

static uint64_t hash_place(const Matching *matching, const Side *side, const GraphNode *node)
{
    size_t length = place_length(node);
    char *id = memory_alloc(length + 1);
    memcpy(id, node->id, length);
    id[length] = '\0';
    const GraphNode *place = graph_find_node(side->graph, id);
    uint64_t hash = place ? hash_neighbour(matching, side, place) : hash_text(id, length);
    free(id);
    return hash;
}

static void describe_orphans(const Matching *matching, const Side *side)
{
    for (size_t i = 0; i < side->orphan_count; i++) {
        Orphan *orphan = &side->orphans[i];
        orphan->name = hash_text(orphan->node->name, strlen(orphan->node->name));
        orphan->place = hash_place(matching, side, orphan->node);
        find_features(matching, side, orphan);
    }
}

/* --- likeness --- */

static size_t count_common(const UT_array *left, const UT_array *right)
{
    const uint64_t *a = (const uint64_t *)utarray_front(left), *b = (const uint64_t *)utarray_front(right);
    size_t common = 0, i = 0, k = 0;
    while (i < utarray_len(left) && k < utarray_len(right)) {
        common += a[i] == b[k];
        uint64_t least = a[i] < b[k] ? a[i] : b[k];
        i += a[i] == least;
        k += b[k] == least;
    }
    return common;
}

static double at_most_one(double value)
{
    return value < 1 ? value : 1;
}

static double least_steps(const GraphNode *left, const GraphNode *right)
{
    unsigned a = body_steps(left->body), b = body_steps(right->body);
    return a < b ? a : b;
}

/* From 0 to 1. What there is none of on either side takes no part. */
static double compare_orphans(const Orphan *left, const Orphan *right)
{
    size_t features = utarray_len(&left->features) + utarray_len(&right->features);
    double body = weight_of_body * at_most_one(least_steps(left->node, right->node) / FULL_STEPS);
    double neighbours = weight_of_neighbours * at_most_one((double)features / FULL_FEATURES);
    double common = features ? 2.0 * (double)count_common(&left->features, &right->features) / (double)features : 0;
    double score = weight_of_name * (left->name == right->name) + weight_of_place * (left->place == right->place) +
                   body * body_compare(left->node->body, right->node->body) + neighbours * common;
    return score / (weight_of_name + weight_of_place + body + neighbours);
}

/* Kinds that one thing may pass between: a function may become a method. */
static NodeKind kind_of(const GraphNode *node)
{
    return node->kind == NODE_METHOD ? NODE_FUNCTION : node->kind;
}

/* --- candidates --- */

static int compare_entries(const void *left, const void *right)
{
    const Entry *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->orphan > b->orphan) - (a->orphan < b->orphan);
}

static void index_orphans(const Side *side, UT_array *out)
{
    utarray_init(out, &entry_icd);
    for (uint32_t i = 0; i < side->orphan_count; i++) {
        const Orphan *orphan = &side->orphans[i];
        if (side->partner[orphan->node->index] != MATCH_NONE)
            continue;
        Entry name = {orphan->name, i}, body = {orphan->node->body, i};
        utarray_push_back(out, &name);
        if (body.key)
            utarray_push_back(out, &body);
        for (size_t k = 0; k < utarray_len(&orphan->features); k++) {
            Entry feature = {*(const uint64_t *)utarray_eltptr(&orphan->features, k), i};
            utarray_push_back(out, &feature);
        }
    }
    sort(out, compare_entries);
}

static void add_pair(Matching *matching, uint32_t before, uint32_t after)
{
    const Orphan *left = &matching->before.orphans[before], *right = &matching->after.orphans[after];
    if (kind_of(left->node) != kind_of(right->node))
        return;
    Pair pair = {compare_orphans(left, right), before, after};
    if (pair.score >= alike_enough)
        utarray_push_back(&matching->pairs, &pair);
}

/* The end of the entries with the key of the one at `first`. */
static size_t end_of_key(const UT_array *entries, size_t first)
{
    const Entry *all = (const Entry *)utarray_front(entries);
    size_t end = first;
    while (end < utarray_len(entries) && all[end].key == all[first].key)
        end++;
    return end;
}

/* Pairs of orphans that have a key in common. */
static void find_pairs(Matching *matching)
{
    UT_array left, right;
    index_orphans(&matching->before, &left);
    index_orphans(&matching->after, &right);
    const Entry *a = (const Entry *)utarray_front(&left), *b = (const Entry *)utarray_front(&right);
    size_t i = 0, k = 0;
    while (i < utarray_len(&left) && k < utarray_len(&right)) {
        size_t end = end_of_key(&left, i), other_end = end_of_key(&right, k);
        bool crowded = end - i > CROWD || other_end - k > CROWD;
        for (size_t m = i; a[i].key == b[k].key && !crowded && m < end; m++)
            for (size_t n = k; n < other_end; n++)
                add_pair(matching, a[m].orphan, b[n].orphan);
        uint64_t least = a[i].key < b[k].key ? a[i].key : b[k].key;
        size_t next = a[i].key == least ? end : i;
        k = b[k].key == least ? other_end : k;
        i = next;
    }
    utarray_done(&left);
    utarray_done(&right);
}

/* Orphans are in the order of ids, so their numbers settle ties. */
static int compare_pairs(const void *left, const void *right)
{
    const Pair *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->before != b->before)
        return a->before < b->before ? -1 : 1;
    return (a->after > b->after) - (a->after < b->after);
}

static void take_pairs(Matching *matching)
{
    sort(&matching->pairs, compare_pairs);
    for (size_t i = 0; i < utarray_len(&matching->pairs); i++) {
        const Pair *pair = (const Pair *)utarray_eltptr(&matching->pairs, i);
        uint32_t before = matching->before.orphans[pair->before].node->index;
        uint32_t after = matching->after.orphans[pair->after].node->index;
        if (matching->before.partner[before] != MATCH_NONE || matching->after.partner[after] != MATCH_NONE)
            continue;
        matching->before.partner[before] = after;
        matching->after.partner[after] = before;
    }
    utarray_clear(&matching->pairs);
}

/* --- the whole --- */

static void side_init(Side *side, const Graph *graph)
{
    *side = (Side){.graph = graph, .nodes = graph->by_rank};
    side->partner = memory_alloc((graph->node_count + 1) * sizeof *side->partner);
    memset(side->partner, 0xff, (graph->node_count + 1) * sizeof *side->partner);
}

/* Both sides are sorted by id. */
static void match_ids(Matching *matching)
{
    Side *before = &matching->before, *after = &matching->after;
    for (uint32_t i = 0, k = 0; i < before->graph->node_count && k < after->graph->node_count;) {
        int order = strcmp(before->nodes[i]->id, after->nodes[k]->id);
        if (!order) {
            before->partner[i] = k;
            after->partner[k] = i;
        }
        i += order <= 0;
        k += order >= 0;
    }
}

static void find_orphans(Side *side)
{
    side->orphans = memory_zeroed(side->graph->node_count + 1, sizeof *side->orphans);
    for (size_t i = 0; i < side->graph->node_count; i++) {
        const GraphNode *node = side->nodes[i];
        if (side->partner[i] != MATCH_NONE || node->kind == NODE_EXTERNAL || node->flags & NODE_TEST)
            continue;
        Orphan *orphan = &side->orphans[side->orphan_count++];
        orphan->node = node;
        utarray_init(&orphan->features, &feature_icd);
    }
}

static void side_deinit(Side *side)
{
    for (size_t i = 0; i < side->orphan_count; i++)
        utarray_done(&side->orphans[i].features);
    free(side->orphans);
}

void match_init(Match *match, const Graph *before, const Graph *after)
{
    enum {
        ROUNDS = 3
    };
    Matching matching;
    side_init(&matching.before, before);
    side_init(&matching.after, after);
    utarray_init(&matching.pairs, &pair_icd);
    match_ids(&matching);
    find_orphans(&matching.before);
    find_orphans(&matching.after);
    for (int round = 0; round < ROUNDS && matching.before.orphan_count && matching.after.orphan_count; round++) {
        describe_orphans(&matching, &matching.before);
        describe_orphans(&matching, &matching.after);
        find_pairs(&matching);
        take_pairs(&matching);
    }
    utarray_done(&matching.pairs);
    *match = (Match){.after = matching.before.partner, .before = matching.after.partner};
    side_deinit(&matching.before);
    side_deinit(&matching.after);
}

void match_deinit(Match *match)
{
    free(match->after);
    free(match->before);
    *match = (Match){0};
}
