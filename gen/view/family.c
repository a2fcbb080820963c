/*
 * family.c - see family.h. A union-find over nodes; whose root is the least rank, so that nothing depends on the order
 * in which things were united.
 */
#include "family.h"

#include "../../extractors/memory.h"
#include "../../extractors/catalog/catalog.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAME_SIZE = 256
};

static const UT_icd family_icd = {sizeof(Family), NULL, NULL, NULL};

typedef struct {
    char key[NAME_SIZE];
    uint32_t rank;
    UT_hash_handle hh;
} Alike;

const GraphNode *family_maker(const GraphEdge *creates)
{
    if (creates->key.kind != EDGE_CREATES)
        return NULL;
    for (const GraphEdge *edge = creates->key.from->out; edge; edge = edge->next_out)
        if (edge->order == creates->order && edge->key.to->kind == NODE_EXTERNAL &&
            slice_has_role(edge->key.to, ROLE_FACTORY))
            return edge->key.to;
    return NULL;
}

/* Of libraries, only what makes something about WebSocket. */
static bool is_factory_outside(const Slice *slice, const GraphNode *node)
{
    bool used = false;
    if (!(node->flags & NODE_WEBSOCKET) || !slice_has_role(node, ROLE_FACTORY))
        return false;
    for (const GraphEdge *edge = node->in; edge && !used; edge = edge->next_in)
        used = slice->marks[edge->key.from->index].production;
    return used;
}

static const char *skip_word(const char *name, const char *word)
{
    size_t length = strlen(word);
    return strncmp(name, word, length) == 0 ? name + length : name;
}

static void cut_end(char *name, const char *end)
{
    for (size_t length = strlen(name), cut = strlen(end); length > cut && strcmp(name + length - cut, end) == 0;
         length = strlen(name))
        name[length - cut] = 0;
}

void family_write_stem(const char *name, char *out, size_t size)
{
    static const char *const verbs[] = {"async_", "aget_",  "acreate_", "amake_", "abuild_", "get_",  "create_",
                                        "make_",  "build_", "new_",     "init_",  "setup_",  "async_"};
    while (*name == '_')
        name++;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        name = skip_word(name, verbs[i]);
    snprintf(out, size, "%s", name);
    cut_end(out, "_async");
    cut_end(out, "_sync");
    if (!strchr(out, '_') && strlen(out) < 6) /* "app", "db": many a module has one */
        *out = 0;
}

static bool is_upper(char letter)
{
    return isupper((unsigned char)letter);
}

/* Where the last word of a CamelCase name, cut at `length`, begins. WebSocket and JWT are one word each. */
static size_t last_word(const char *name, size_t length)
{
    size_t start = length;
    while (start > 0 && !is_upper(name[start - 1]))
        start--;
    bool acronym = start == length;
    while (acronym && start > 0 && is_upper(name[start - 1]))
        start--;
    if (!acronym && start > 0)
        start--;
    bool socket = start >= 3 && strncmp(name + start, "Socket", 6) == 0 && strncmp(name + start - 3, "Web", 3) == 0;
    return socket ? start - 3 : start;
}

void family_write_kind(const char *name, char *out, size_t size)
{
    size_t length = strlen(name), last = last_word(name, length);
    size_t start = last ? last_word(name, last) : last;
    *out = 0;
    if (last == 0 || length - start >= size)
        return;
    for (size_t i = start; i <= length; i++)
        out[i - start] = (char)tolower((unsigned char)name[i]);
}

static uint32_t find_root(uint32_t *parents, uint32_t rank)
{
    while (parents[rank] != rank)
        rank = parents[rank] = parents[parents[rank]];
    return rank;
}

static void unite(uint32_t *parents, uint32_t a, uint32_t b)
{
    a = find_root(parents, a);
    b = find_root(parents, b);
    parents[a > b ? a : b] = a > b ? b : a;
}

/* Unites a node with the first one of the same key. */
static void unite_alike(uint32_t *parents, Alike **table, const char *prefix, const char *key, uint32_t rank)
{
    Alike *fresh, *found;
    if (!*key)
        return;
    fresh = memory_zeroed(1, sizeof *fresh);
    snprintf(fresh->key, sizeof fresh->key, "%s%s", prefix, key);
    HASH_FIND_STR(*table, fresh->key, found);
    if (found) {
        unite(parents, found->rank, rank);
        free(fresh);
        return;
    }
    fresh->rank = rank;
    HASH_ADD_STR(*table, key, fresh);
}

/* Types of libraries are made everywhere: no kinship. */
static bool is_product(const Slice *slice, const GraphEdge *edge)
{
    const GraphNode *to = edge->key.to;
    return edge->key.kind == EDGE_RETURNS && (slice->marks[to->index].production || to->flags & NODE_WEBSOCKET);
}

static unsigned count_products(const Slice *slice, const GraphNode *node)
{
    unsigned count = 0;
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        count += is_product(slice, edge);
    return count;
}

/* Whether the name says what is made: `factory_websocket_bridge` ends in what `websocketbridge` is. */
static bool is_named_after(const char *stem, const char *kind)
{
    size_t at = strlen(stem), left = strlen(kind);
    if (!left)
        return false;
    for (; at > 0 && left > 0; at--)
        if (stem[at - 1] != '_' && tolower((unsigned char)stem[at - 1]) != kind[--left])
            return false;
    return left == 0;
}

bool family_is_namesake(const GraphNode *factory, const GraphNode *product)
{
    char stem[NAME_SIZE - 8], kind[NAME_SIZE - 8];
    family_write_stem(factory->name, stem, sizeof stem);
    family_write_kind(product->name, kind, sizeof kind);
    return is_named_after(stem, kind);
}

/*
 * A function that may return many classes is about all of them and akin to none, unless its name says which: it would
 * make one family of half the program.
 */
static bool is_akin(const Slice *slice, const GraphNode *factory, const GraphNode *product)
{
    return count_products(slice, factory) == 1 || family_is_namesake(factory, product);
}

static bool is_named_after_product(const GraphNode *node)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        if (edge->key.kind == EDGE_RETURNS && family_is_namesake(node, edge->key.to))
            return true;
    return false;
}

static bool creates(const GraphNode *node, const GraphNode *product)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        if (edge->key.kind == EDGE_CREATES && edge->key.to == product)
            return true;
    return false;
}

/* Whether a function makes what it gives back, for all that can be seen. What may give any of several classes, makes none of
 * them itself and is named after none, hands on what others have put somewhere. */
static bool makes_product(const GraphNode *node)
{
    unsigned count = 0;
    bool made = false;
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        if (edge->key.kind == EDGE_RETURNS) {
            count++;
            made = made || creates(node, edge->key.to);
        }
    return count == 1 || made || is_named_after_product(node);
}

bool family_is_factory(const Slice *slice, const GraphNode *node)
{
    bool function = node->kind == NODE_FUNCTION || node->kind == NODE_METHOD || node->kind == NODE_LAMBDA;
    if (node->kind == NODE_EXTERNAL)
        return is_factory_outside(slice, node);
    return slice->marks[node->index].production && function &&
           (slice_has_role(node, ROLE_FACTORY) || (slice->marks[node->index].subject && makes_product(node)));
}

static void unite_factory(const Slice *slice, uint32_t *parents, Alike **table, GraphNode *node, bool *member)
{
    char key[NAME_SIZE - 8];
    member[node->index] = true;
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out) {
        const GraphNode *product = edge->key.to;
        if (!is_product(slice, edge) || !is_akin(slice, node, product))
            continue;
        member[product->index] = true;
        unite(parents, node->index, product->index);
        family_write_kind(product->name, key, sizeof key);
        unite_alike(parents, table, "class ", key, product->index);
    }
    if (node->kind != NODE_FUNCTION)
        return;
    family_write_stem(node->name, key, sizeof key);
    unite_alike(parents, table, "stem ", key, node->index);
}

/* Whether production code makes instances of a class by a function of a library. */
static bool is_made_outside(const Slice *slice, const GraphNode *node)
{
    if (node->kind != NODE_CLASS || !slice->marks[node->index].production)
        return false;
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in)
        if (slice->marks[edge->key.from->index].production && family_maker(edge))
            return true;
    return false;
}

static void count_member(const Slice *slice, Family *family, const GraphNode *node, bool factory)
{
    const Mark *mark = &slice->marks[node->index];
    family->factories += factory;
    family->async |= factory && node->flags & NODE_ASYNC;
    family->sync |= factory && !(node->flags & NODE_ASYNC);
    family->products += !factory;
    family->subject |= !factory && mark->subject;
    family->akin |= factory && mark->subject;
    family->broken |= factory && mark->broken_to;
    family->reached |= factory && mark->phases;
}

bool family_is_subject(const Family *family)
{
    return family->subject || (family->products == 0 && family->akin);
}

/* Broken families of other subjects come after WebSocket's. */
static int tier_of(const Family *family)
{
    if (!family_is_subject(family))
        return family->broken ? 4 : 5;
    if (family->broken)
        return 0;
    return family->sync && family->async ? 1 : family->factories > 1 ? 2 : 3;
}

static int compare_families(const void *left, const void *right)
{
    const Family *a = left, *b = right;
    if (a->reached != b->reached)
        return a->reached ? -1 : 1;
    if (tier_of(a) != tier_of(b))
        return tier_of(a) - tier_of(b);
    if (a->factories != b->factories)
        return a->factories > b->factories ? -1 : 1;
    return a->head < b->head ? -1 : a->head > b->head;
}

/* Where a member stands among those of its family. Nothing of it depends on who calls, which changes every day. */
typedef struct {
    uint32_t family, tier, rank;
} Place;

static int compare_places(const void *left, const void *right)
{
    const Place *a = left, *b = right;
    if (a->family != b->family)
        return a->family < b->family ? -1 : 1;
    if (a->tier != b->tier)
        return a->tier < b->tier ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static uint32_t count_makers(const Slice *slice, const GraphNode *product)
{
    uint32_t count = 0;
    for (const GraphEdge *edge = product->in; edge; edge = edge->next_in)
        count += edge->key.kind == EDGE_RETURNS && slice->marks[edge->key.from->index].production;
    return count;
}

/* Factories: broken ones, functions named after what they make, other public ones, private ones. Then products, those
 * of most factories first. */
static uint32_t place_tier(const Slice *slice, const GraphNode *node)
{
    enum {
        PRODUCTS = 16,
        MOST = 1000
    };
    const Mark *mark = &slice->marks[node->index];
    if (!family_is_factory(slice, node)) {
        uint32_t makers = count_makers(slice, node);
        return PRODUCTS + MOST - (makers < MOST ? makers : MOST);
    }
    bool private = *node->name == '_', method = node->kind != NODE_FUNCTION;
    return mark->broken_to ? 0 : 1 + 4 * (uint32_t) private + 2 * (uint32_t)method + !is_named_after_product(node);
}

static void place_members(Families *families, const Slice *slice)
{
    static const UT_icd place_icd = {sizeof(Place), NULL, NULL, NULL};
    UT_array places;
    utarray_init(&places, &place_icd);
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        Place place = {families->family_of[i], 0, i};
        if (place.family == UINT32_MAX)
            continue;
        place.tier = place_tier(slice, slice->nodes[i]);
        utarray_push_back(&places, &place);
    }
    slice_sort(&places, compare_places);
    for (uint32_t i = (uint32_t)utarray_len(&places); i-- > 0;)
        ((Family *)utarray_eltptr(&families->list, ((Place *)utarray_eltptr(&places, i))->family))->first = i;
    for (Place *place = (Place *)utarray_front(&places); place; place = (Place *)utarray_next(&places, place))
        utarray_push_back(&families->members, &place->rank);
    for (Family *family = (Family *)utarray_front(&families->list); family;
         family = (Family *)utarray_next(&families->list, family)) {
        uint32_t place = family->first + (family->products ? family->factories : 0);
        family->title = slice->nodes[*(uint32_t *)utarray_eltptr(&families->members, place)]->name;
    }
    utarray_done(&places);
}

static void add_member(Families *families, const Slice *slice, uint32_t root, GraphNode *node, bool factory)
{
    uint32_t index = families->family_of[root];
    if (index == UINT32_MAX) {
        Family family = {.head = root};
        index = families->family_of[root] = utarray_len(&families->list);
        utarray_push_back(&families->list, &family);
    }
    count_member(slice, (Family *)utarray_eltptr(&families->list, index), node, factory);
}

/* Fills the list, and says for each member which of its families it is in. */
static void collect(Families *families, const Slice *slice, uint32_t *parents, const bool *member)
{
    size_t count = slice->graph->node_count;
    for (uint32_t i = 0; i < count; i++)
        families->family_of[i] = UINT32_MAX;
    for (uint32_t i = 0; i < count; i++)
        if (member[i])
            add_member(families, slice, find_root(parents, i), slice->nodes[i],
                       family_is_factory(slice, slice->nodes[i]));
    slice_sort(&families->list, compare_families);
    uint32_t index = 0;
    for (Family *family = (Family *)utarray_front(&families->list); family;
         family = (Family *)utarray_next(&families->list, family))
        families->family_of[family->head] = index++;
    for (uint32_t i = (uint32_t)count; i-- > 0;) /* roots, which are least, keep theirs until the end */
        families->family_of[i] = member[i] ? families->family_of[find_root(parents, i)] : families->family_of[i];
    for (uint32_t i = 0; i < count; i++)
        if (!member[i])
            families->family_of[i] = UINT32_MAX;
}

void families_init(Families *families, const Slice *slice)
{
    size_t count = slice->graph->node_count;
    uint32_t *parents = memory_zeroed(count + 1, sizeof *parents);
    bool *member = memory_zeroed(count + 1, sizeof *member);
    Alike *table = NULL, *alike, *next;
    families->family_of = memory_zeroed(count + 1, sizeof *families->family_of);
    utarray_init(&families->list, &family_icd);
    utarray_init(&families->members, &slice_rank_icd);
    for (uint32_t i = 0; i < count; i++)
        parents[i] = i;
    for (uint32_t i = 0; i < count; i++)
        if (family_is_factory(slice, slice->nodes[i]))
            unite_factory(slice, parents, &table, slice->nodes[i], member);
        else
            member[i] = member[i] || is_made_outside(slice, slice->nodes[i]);
    collect(families, slice, parents, member);
    place_members(families, slice);
    HASH_ITER(hh, table, alike, next)
    {
        HASH_DEL(table, alike);
        free(alike);
    }
    free(parents);
    free(member);
}

void families_deinit(Families *families)
{
    utarray_done(&families->list);
    utarray_done(&families->members);
    free(families->family_of);
}

const Family *families_at(const Families *families, uint32_t index)
{
    return (const Family *)utarray_eltptr(&families->list, index);
}
