/*
 * compare.c - see compare.h.
 */
#include "compare.h"

#include "../../extractors/memory.h"
#include "../../extractors/catalog/catalog.h"
#include "label.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BEFORE,
    AFTER,
    SIDE_COUNT
};

enum {
    FAMILY_FLOW,
    FAMILY_RETURNS,
    FAMILY_LEAF, /* and more: one for each role */
};

/* A link on one side, before the two sides are merged. */
typedef struct {
    uint32_t from, to;
    unsigned family, side;
    LinkSide link;
} Strand;

static const UT_icd strand_icd = {sizeof(Strand), NULL, NULL, NULL};
static const UT_icd entity_icd = {sizeof(Entity), NULL, NULL, NULL};
static const UT_icd link_icd = {sizeof(Link), NULL, NULL, NULL};

/* The elements of an array, which is done; NULL when there are none. */
static void *take_elements(UT_array *array)
{
    void *elements = array->d;
    array->d = NULL;
    utarray_done(array);
    return elements;
}

/* --- entities --- */

/* The node that stands for another one: the class of a constructor, the function around a lambda. */
static uint32_t head_of(const Slice *slice, uint32_t rank)
{
    const GraphNode *node = slice->nodes[slice->owners[rank]];
    while (node && node->kind == NODE_LAMBDA) {
        char *outer = memory_text_part(node->id, node->name > node->id ? (size_t)(node->name - node->id - 1) : 0);
        const GraphNode *found = outer ? graph_find_node(slice->graph, outer) : NULL;
        free(outer);
        node = found ? slice->nodes[slice->owners[found->index]] : NULL;
    }
    return node ? node->index : NO_RANK;
}

static bool is_head(const Slice *slice, uint32_t rank)
{
    return slice->marks[rank].production && head_of(slice, rank) == rank;
}

static void add_entity(UT_array *entities, const GraphNode *before, const GraphNode *after)
{
    Entity entity = {.before = before,
                     .after = after,
                     .key = after ? after->id : before->id,
                     .fate = !before  ? FATE_ADDED
                             : !after ? FATE_REMOVED
                                      : FATE_SAME,
                     .weight = WEIGHT_NOTHING,
                     .culprit = NO_RANK,
                     .wanted = true};
    utarray_push_back(entities, &entity);
}

static int compare_entities(const void *left, const void *right)
{
    return strcmp(((const Entity *)left)->key, ((const Entity *)right)->key);
}

static void find_entities(Comparison *comparison)
{
    const Slice *before = comparison->slices[BEFORE], *after = comparison->slices[AFTER];
    UT_array entities;
    utarray_init(&entities, &entity_icd);
    for (uint32_t i = 0; i < after->graph->node_count; i++) {
        uint32_t partner = comparison->match.before[i];
        bool paired = partner != MATCH_NONE && is_head(before, partner);
        if (is_head(after, i))
            add_entity(&entities, paired ? before->nodes[partner] : NULL, after->nodes[i]);
    }
    for (uint32_t i = 0; i < before->graph->node_count; i++) {
        uint32_t partner = comparison->match.after[i];
        bool paired = partner != MATCH_NONE && is_head(after, partner);
        if (is_head(before, i) && !paired)
            add_entity(&entities, before->nodes[i], NULL);
    }
    slice_sort(&entities, compare_entities);
    comparison->entity_count = utarray_len(&entities);
    comparison->entities = take_elements(&entities);
}

static void index_entities(Comparison *comparison)
{
    for (unsigned side = 0; side < SIDE_COUNT; side++) {
        const Slice *slice = comparison->slices[side];
        uint32_t *of = comparison->entity_of[side] = memory_zeroed(slice->graph->node_count, sizeof *of);
        memset(of, 0xff, slice->graph->node_count * sizeof *of);
        for (uint32_t i = 0; i < comparison->entity_count; i++) {
            const Entity *entity = &comparison->entities[i];
            const GraphNode *node = side == AFTER ? entity->after : entity->before;
            if (node)
                of[node->index] = i;
        }
        for (uint32_t i = 0; i < slice->graph->node_count; i++) {
            uint32_t head = slice->marks[i].production ? head_of(slice, i) : NO_RANK;
            if (head != NO_RANK && head != i)
                of[i] = of[head];
        }
    }
}

/* --- links --- */

static void add_strand(const Comparison *comparison, UT_array *strands, unsigned side, uint32_t from, uint32_t to,
                       unsigned family, LinkSide link)
{
    Strand strand = {comparison->entity_of[side][from], to == NO_RANK ? NO_RANK : comparison->entity_of[side][to],
                     family, side, link};
    if (strand.from != NO_RANK && strand.from != strand.to && (to == NO_RANK || strand.to != NO_RANK))
        utarray_push_back(strands, &strand);
}

static LinkSide side_of_edge(const GraphEdge *edge)
{
    return (LinkSide){.edge = edge,
                      .kind = (EdgeKind)edge->key.kind,
                      .order = edge->order,
                      .broken = edge->flags & EDGE_BROKEN,
                      .possible = edge->flags & EDGE_POSSIBLE};
}

static void collect_flows(const Comparison *comparison, unsigned side, UT_array *strands)
{
    const Slice *slice = comparison->slices[side];
    for (uint32_t i = 0; i < utarray_len(&slice->flows); i++) {
        const Flow *flow = slice_flow(slice, i);
        LinkSide link = side_of_edge(flow->edge);
        link.order = flow->order;
        add_strand(comparison, strands, side, flow->from, flow->to, FAMILY_FLOW, link);
    }
}

/* What a function may return, among other things, is worth a word when making things is what it is for. */
static bool is_product(const Slice *slice, const GraphEdge *edge)
{
    const GraphNode *from = edge->key.from, *to = edge->key.to;
    return slice->marks[from->index].production && slice->marks[to->index].production &&
           (!(edge->flags & EDGE_POSSIBLE) || slice_has_role(from, ROLE_FACTORY));
}

static void collect_products(const Comparison *comparison, unsigned side, UT_array *strands)
{
    const Slice *slice = comparison->slices[side];
    for (size_t i = 0; i < utarray_len(&slice->returns); i++) {
        const GraphEdge *edge = slice_return(slice, i);
        if (is_product(slice, edge))
            add_strand(comparison, strands, side, edge->key.from->index, edge->key.to->index, FAMILY_RETURNS,
                       side_of_edge(edge));
    }
}

static void collect_leaves(const Comparison *comparison, unsigned side, UT_array *strands)
{
    const Slice *slice = comparison->slices[side];
    UT_array leaves;
    utarray_init(&leaves, &slice_leaf_icd);
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        if (!slice->marks[i].production || slice->owners[i] != i)
            continue;
        utarray_clear(&leaves);
        slice_find_leaves(slice, slice->nodes[i], UINT32_MAX, &leaves);
        for (const Leaf *leaf = NULL; (leaf = (const Leaf *)utarray_next(&leaves, leaf));) {
            LinkSide link = side_of_edge(leaf->edge);
            link.leaf = *leaf;
            link.broken = leaf->broken;
            add_strand(comparison, strands, side, i, NO_RANK, FAMILY_LEAF + 2 * leaf->role + leaf->broken, link);
        }
    }
    utarray_done(&leaves);
}

/* Of several links between the same two on one side, the first one counts: what is broken, then the strongest. */
static int compare_strands(const void *left, const void *right)
{
    const Strand *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->family != b->family)
        return a->family < b->family ? -1 : 1;
    if (a->side != b->side)
        return a->side < b->side ? -1 : 1;
    if (a->link.broken != b->link.broken)
        return a->link.broken ? -1 : 1;
    int stronger = slice_strength(b->link.kind) - slice_strength(a->link.kind);
    return stronger ? stronger : (a->link.order > b->link.order) - (a->link.order < b->link.order);
}

const LinkSide *compare_side(const Link *link)
{
    return link->after.edge ? &link->after : &link->before;
}

/* Whether a node, of one side, does the same on the other one, as far as its own code goes. */
static bool is_untouched(const Comparison *comparison, unsigned side, const GraphNode *node)
{
    const uint32_t *partners = side == BEFORE ? comparison->match.after : comparison->match.before;
    uint32_t partner = partners[node->index];
    return node->body && partner != MATCH_NONE && comparison->slices[!side]->nodes[partner]->body == node->body;
}

static bool is_doubtful(const LinkSide *side)
{
    return !side->edge || (side->possible && !side->broken);
}

static bool is_paired(const Comparison *comparison, uint32_t entity)
{
    return entity == NO_RANK || (comparison->entities[entity].before && comparison->entities[entity].after);
}

/*
 * A call that is one of several possible ones comes, goes, and becomes certain with what flows through the program
 * elsewhere. That is news about the place that was changed, and not about the functions that pass it on.
 */
static bool is_passed_on(const Comparison *comparison, const Link *link)
{
    const LinkSide *before = &link->before, *after = &link->after;
    bool alike = before->edge && after->edge && before->kind == after->kind && !before->broken && !after->broken;
    unsigned side = after->edge ? AFTER : BEFORE;
    return ((is_doubtful(before) && is_doubtful(after)) || alike) &&
           is_untouched(comparison, side, compare_side(link)->edge->key.from);
}

static bool runs(const GraphEdge *edge)
{
    return edge->key.kind < EDGE_RETURNS || edge->key.kind == EDGE_DEPENDS;
}

/* Whether a call of that rank is known to run anything. */
static bool has_target(const GraphNode *node, uint32_t order)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        for (const GraphSite *site = runs(edge) ? edge->sites : NULL; site; site = site->next)
            if (site->order == order)
                return true;
    return false;
}

/*
 * Whether a link that is there on one side only stands on the other one, too, in code that is the same, and it is not
 * known there what it calls: an annotation is gone, an import cannot be followed. Its calls have the same ranks.
 */
static bool is_unknown_elsewhere(const Comparison *comparison, const GraphEdge *edge, unsigned side)
{
    const uint32_t *partners = side == BEFORE ? comparison->match.after : comparison->match.before;
    if (!runs(edge) || !is_untouched(comparison, side, edge->key.from))
        return false;
    const GraphNode *partner = comparison->slices[!side]->nodes[partners[edge->key.from->index]];
    for (const GraphSite *site = edge->sites; site; site = site->next)
        if (has_target(partner, site->order))
            return false;
    return true;
}

static Fate fate_of_link(const Link *link)
{
    const LinkSide *before = &link->before, *after = &link->after;
    if (before->unknown || after->unknown)
        return FATE_CHANGED;
    if (!before->edge || !after->edge)
        return before->edge ? FATE_REMOVED : FATE_ADDED;
    bool same = before->kind == after->kind && before->broken == after->broken && before->possible == after->possible;
    return same ? FATE_SAME : FATE_CHANGED;
}

bool compare_is_lost(const Comparison *comparison, const GraphEdge *edge)
{
    return is_unknown_elsewhere(comparison, edge, BEFORE);
}

/* Whether that is so of a link which is there on that side only; what it leads to is on both. */
static bool is_link_unknown(const Comparison *comparison, const Link *link, unsigned side)
{
    return is_paired(comparison, link->to) && is_unknown_elsewhere(comparison, compare_side(link)->edge, side);
}

/* Merges the strands of one pair and family. */
static void add_link(Comparison *comparison, UT_array *links, const Strand *strands, size_t count)
{
    Link link = {.from = strands->from, .to = strands->to, .family = strands->family};
    for (size_t i = 0; i < count; i++) {
        LinkSide *side = strands[i].side == AFTER ? &link.after : &link.before;
        if (!side->edge)
            *side = strands[i].link;
    }
    link.before.unknown = !link.before.edge && is_link_unknown(comparison, &link, AFTER);
    link.after.unknown = !link.after.edge && is_link_unknown(comparison, &link, BEFORE);
    link.fate = fate_of_link(&link);
    link.passed_on = link.fate != FATE_SAME && is_passed_on(comparison, &link);
    if (link.passed_on && is_paired(comparison, link.to)) {
        comparison->echo_count++;
        if (!link.after.edge)
            return;
        link.fate = FATE_SAME;
        link.passed_on = false;
    }
    /* what a factory returns it has mostly made: that is said once */
    const Link *last = utarray_len(links) ? (const Link *)utarray_back(links) : NULL;
    if (link.family == FAMILY_RETURNS && last && last->from == link.from && last->to == link.to &&
        last->fate == link.fate)
        return;
    utarray_push_back(links, &link);
}

static int compare_links(const void *left, const void *right)
{
    const Link *a = left, *b = right;
    const LinkSide *first = compare_side(a), *other = compare_side(b);
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (first->order != other->order)
        return first->order < other->order ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->family > b->family) - (a->family < b->family);
}

static void find_links(Comparison *comparison)
{
    UT_array strands, links;
    utarray_init(&strands, &strand_icd);
    utarray_init(&links, &link_icd);
    for (unsigned side = 0; side < SIDE_COUNT; side++) {
        collect_flows(comparison, side, &strands);
        collect_products(comparison, side, &strands);
        collect_leaves(comparison, side, &strands);
    }
    slice_sort(&strands, compare_strands);
    const Strand *all = (const Strand *)utarray_front(&strands);
    for (size_t first = 0, end; first < utarray_len(&strands); first = end) {
        for (end = first + 1; end < utarray_len(&strands) && all[end].from == all[first].from &&
                              all[end].to == all[first].to && all[end].family == all[first].family;)
            end++;
        add_link(comparison, &links, &all[first], end - first);
    }
    slice_sort(&links, compare_links);
    comparison->link_count = utarray_len(&links);
    comparison->links = take_elements(&links);
    utarray_done(&strands);
}

/* --- differences --- */

/* The length of the id of what a node lies in. */
static size_t place_length(const GraphNode *node)
{
    return node->name > node->id ? (size_t)(node->name - node->id - 1) : 0;
}

/* Whether what a node lies in is the same on both sides, under whatever name. */
static bool stays_in_place(const Comparison *comparison, const GraphNode *before, const GraphNode *after)
{
    size_t length = place_length(before);
    if (length == place_length(after) && strncmp(before->id, after->id, length) == 0)
        return true;
    char *old_place = memory_text_part(before->id, length),
         *new_place = memory_text_part(after->id, place_length(after));
    const GraphNode *old = graph_find_node(comparison->slices[BEFORE]->graph, old_place ? old_place : "");
    const GraphNode *new = graph_find_node(comparison->slices[AFTER]->graph, new_place ? new_place : "");
    free(old_place);
    free(new_place);
    return old && new && comparison->match.after[old->index] == new->index;
}

/* Roles that are not read off the name alone, since a rename is told as a rename. */
static uint32_t find_differences(const Comparison *comparison, const Entity *entity)
{
    const GraphNode *before = entity->before, *after = entity->after;
    uint32_t flags = before->flags ^ after->flags, out = 0;
    out |= strcmp(before->name, after->name) != 0 ? DIFFERS_NAME : 0;
    out |= !stays_in_place(comparison, before, after) ? DIFFERS_PLACE : 0;
    out |= before->kind != after->kind && (before->kind == NODE_CLASS || after->kind == NODE_CLASS) ? DIFFERS_KIND : 0;
    out |= flags & NODE_ASYNC ? DIFFERS_ASYNC : 0;
    out |= flags & NODE_GENERATOR ? DIFFERS_GENERATOR : 0;
    out |= before->roles != after->roles ? DIFFERS_ROLES : 0;
    out |= flags & (NODE_ENTRY | NODE_WEBSOCKET) ? DIFFERS_ENTRY : 0;
    out |= flags & NODE_LEGACY ? DIFFERS_LEGACY : 0;
    return out;
}

static void weigh(Entity *entity, uint32_t weight)
{
    if (weight < entity->weight)
        entity->weight = weight;
}

static uint32_t weight_of_link(const Link *link)
{
    const LinkSide *side = compare_side(link);
    bool broken = link->fate == FATE_CHANGED ? link->before.broken != link->after.broken : side->broken;
    if (link->after.unknown)
        return WEIGHT_DOUBT;
    if (broken)
        return WEIGHT_BROKEN;
    if (link->fate == FATE_CHANGED && !link->before.unknown)
        return link->before.kind != link->after.kind ? WEIGHT_LINK_KIND : WEIGHT_DOUBT;
    return slice_is_hand_over(side->kind) || link->to == NO_RANK ? WEIGHT_SEAM : WEIGHT_LINK;
}

static uint32_t weight_of_differences(uint32_t differences)
{
    if (differences & (DIFFERS_ASYNC | DIFFERS_GENERATOR))
        return WEIGHT_ASYNC;
    if (differences & (DIFFERS_ROLES | DIFFERS_ENTRY | DIFFERS_KIND | DIFFERS_LEGACY))
        return WEIGHT_ROLE;
    return differences & DIFFERS_MOVED ? WEIGHT_MOVED : WEIGHT_NOTHING;
}

static bool is_landmark(const Comparison *comparison, const Entity *entity)
{
    const Slice *slice;
    const GraphNode *node = compare_node(comparison, entity, &slice);
    return slice->marks[node->index].landmark || slice->marks[node->index].subject;
}

/* What nobody runs and runs nothing is in no picture, unless it is an entry point or the like. */
static void judge_new(const Comparison *comparison, Entity *entity, bool linked)
{
    if (is_landmark(comparison, entity))
        weigh(entity, WEIGHT_LANDMARK);
    else if (linked)
        weigh(entity, WEIGHT_NODE);
    else
        entity->fate = FATE_SAME;
}

static void judge_entity(const Comparison *comparison, Entity *entity, bool linked)
{
    if (entity->fate != FATE_SAME) {
        judge_new(comparison, entity, linked);
        return;
    }
    entity->differences |= find_differences(comparison, entity);
    if (entity->after->kind == NODE_MODULE && !linked)
        entity->differences &= DIFFERS_MOVED;
    if (entity->differences)
        entity->fate = FATE_CHANGED;
    weigh(entity, weight_of_differences(entity->differences));
}

/* A class is linked with its methods. */
static void link_classes(const Comparison *comparison, bool *linked)
{
    for (size_t i = 0; i < comparison->entity_count; i++) {
        const Slice *slice;
        const GraphNode *node = compare_node(comparison, &comparison->entities[i], &slice);
        uint32_t class = slice->classes[node->index];
        uint32_t entity = class == NO_RANK ? NO_RANK : comparison->entity_of[slice == comparison->slices[AFTER]][class];
        if (linked[i] && entity != NO_RANK)
            linked[entity] = true;
    }
}

static void judge(Comparison *comparison)
{
    bool *linked = memory_zeroed(comparison->entity_count, sizeof *linked);
    for (size_t i = 0; i < comparison->link_count; i++) {
        const Link *link = &comparison->links[i];
        linked[link->from] = true;
        if (link->to != NO_RANK)
            linked[link->to] = true;
        if (link->fate == FATE_SAME || link->passed_on)
            continue;
        Entity *from = &comparison->entities[link->from];
        weigh(from, weight_of_link(link));
        if (from->before && from->after)
            from->differences |= DIFFERS_CALLS;
    }
    link_classes(comparison, linked);
    for (size_t i = 0; i < comparison->entity_count; i++)
        judge_entity(comparison, &comparison->entities[i], linked[i]);
    free(linked);
}

/* --- views --- */

static void want(Comparison *comparison, unsigned side, const GraphNode *node)
{
    uint32_t entity = comparison->entity_of[side][node->index];
    if (entity != NO_RANK)
        comparison->entities[entity].wanted = true;
}

/* A node of a picture is a function, or all that lies in a module or package. */
static void want_drawn(Comparison *comparison, unsigned side, const char *key)
{
    const Graph *graph = comparison->slices[side]->graph;
    const GraphNode *node = graph_find_node(graph, key);
    size_t length = strlen(key);
    if (node)
        want(comparison, side, node);
    if (node && node->kind != NODE_MODULE)
        return;
    for (const GraphNode *other = graph->nodes; other; other = other->hh.next)
        if (strncmp(other->module, key, length) == 0 &&
            (!other->module[length] || other->module[length] == graph_separator(other->module)))
            want(comparison, side, other);
}

/* Asks the view itself, with room for everything, what belongs to it. */
static void want_view(Comparison *comparison, unsigned side, View view, const ViewOptions *options)
{
    enum {
        PLENTY = 1000000
    };
    const Slice *slice = comparison->slices[side];
    ViewOptions roomy = {.entries = options->entries,
                         .depth = options->depth,
                         .max_nodes = PLENTY,
                         .max_edges = PLENTY,
                         .sub_diagrams = true};
    Views views;
    const char *unknown;
    if (!view_draw(slice->graph, view, &roomy, &views, &unknown))
        return;
    for (size_t i = 0; i < views.count; i++)
        for (size_t k = 0; k < views.diagrams[i]->node_count; k++)
            want_drawn(comparison, side, views.diagrams[i]->nodes[k].key);
    views_free(&views);
}

static void restrict_to_views(Comparison *comparison, const ViewOptions *options, const bool *views)
{
    for (size_t i = 0; i < comparison->entity_count; i++)
        comparison->entities[i].wanted = false;
    for (unsigned side = 0; side < SIDE_COUNT; side++)
        for (View view = 0; view < VIEW_COUNT; view++)
            if (views[view])
                want_view(comparison, side, view, options);
}

/* --- the whole --- */

void compare_init(Comparison *comparison, const Slice *before, const Slice *after, const ViewOptions *options,
                  const bool *views)
{
    *comparison = (Comparison){.slices = {before, after}, .options = options};
    match_init(&comparison->match, before->graph, after->graph);
    find_entities(comparison);
    index_entities(comparison);
    find_links(comparison);
    judge(comparison);
    if (views)
        restrict_to_views(comparison, options, views);
}

void compare_deinit(Comparison *comparison)
{
    for (unsigned side = 0; side < SIDE_COUNT; side++)
        free(comparison->entity_of[side]);
    match_deinit(&comparison->match);
    free(comparison->entities);
    free(comparison->links);
}

void compare_add_problem(Comparison *comparison, const GraphNode *node, const GraphNode *culprit, const char *problem)
{
    uint32_t index = comparison->entity_of[AFTER][node->index];
    Entity *entity = index == NO_RANK ? NULL : &comparison->entities[index];
    if (!entity || entity->problem)
        return;
    entity->problem = problem;
    entity->culprit = culprit ? comparison->entity_of[AFTER][culprit->index] : NO_RANK;
    weigh(entity, WEIGHT_BROKEN);
}

const GraphNode *compare_node(const Comparison *comparison, const Entity *entity, const Slice **slice)
{
    *slice = comparison->slices[entity->after ? AFTER : BEFORE];
    return entity->after ? entity->after : entity->before;
}

/* --- words --- */

void compare_write_verb(const Link *link, const LinkSide *side, UT_string *out)
{
    if (side->possible && !side->broken)
        utstring_printf(out, "%s ", label_of_doubt);
    if (side->unknown) {
        utstring_printf(out, "unknown");
    } else if (link->to == NO_RANK && side->broken) {
        utstring_printf(out, "%s", label_of_broken(side->edge->key.to));
    } else if (link->to == NO_RANK) {
        label_write_leaf(&side->leaf, out);
    } else if (side->broken) {
        utstring_printf(out, "%s", label_of_broken(side->edge->key.to));
    } else {
        const char *word = label_of_edge(side->kind);
        utstring_printf(out, "%s", word ? word : side->kind == EDGE_AWAIT ? "awaits" : "calls");
    }
}

void compare_write_change(const Link *link, UT_string *out)
{
    if (link->fate != FATE_CHANGED) {
        compare_write_verb(link, compare_side(link), out);
        return;
    }
    compare_write_verb(link, &link->before, out);
    utstring_printf(out, " → ");
    compare_write_verb(link, &link->after, out);
}

/* Words with something between them. */
typedef struct {
    UT_string *out;
    const char *between;
    size_t start;
} Words;

static void add_words(const Words *words, const char *first, const char *second)
{
    if (utstring_len(words->out) > words->start)
        utstring_printf(words->out, "%s", words->between);
    utstring_printf(words->out, "%s%s", first, second);
}

static void add_roles(const Words *words, uint32_t roles, const char *verb)
{
    for (Role role = ROLE_ENTRY + 1; role < ROLE_COUNT; role++) /* entry points have words of their own */
        if (roles >> role & 1)
            add_words(words, verb, role_name(role));
}

void compare_write_differences(const Entity *entity, const char *between, UT_string *out)
{
    const GraphNode *before = entity->before, *after = entity->after;
    const Words words = {out, between, utstring_len(out)};
    if (!before || !after)
        return;
    if (entity->differences & DIFFERS_KIND)
        add_words(&words, after->kind == NODE_CLASS ? "became a class" : "is no class any more", "");
    if (entity->differences & DIFFERS_ASYNC)
        add_words(&words, after->flags & NODE_ASYNC ? "became async" : "became sync", "");
    if (entity->differences & DIFFERS_GENERATOR)
        add_words(&words, after->flags & NODE_GENERATOR ? "became a generator" : "is no generator any more", "");
    if (entity->differences & DIFFERS_ENTRY && (before->flags ^ after->flags) & NODE_ENTRY)
        add_words(&words, after->flags & NODE_ENTRY ? "is now an entry point" : "is no entry point any more", "");
    if (entity->differences & DIFFERS_LEGACY)
        add_words(&words, after->flags & NODE_LEGACY ? "is now legacy" : "is not legacy any more", "");
    add_roles(&words, after->roles & ~before->roles, "got role ");
    add_roles(&words, before->roles & ~after->roles, "lost role ");
}
