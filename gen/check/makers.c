#include "makers.h"

#include "../../extractors/catalog/catalog.h"
#include "../view/family.h"

#include <string.h>

static const UT_icd maker_icd = {sizeof(Maker), NULL, NULL, NULL};

/* A public function of a module; what lies in a function is a detail of that one. */
static bool is_top_level(const GraphNode *node)
{
    return node->kind == NODE_FUNCTION && *node->name != '_' &&
           strncmp(node->id, node->module, strlen(node->module)) == 0 &&
           !strchr(node->id + strlen(node->module) + 1, '.');
}

static size_t count_products(const GraphNode *factory)
{
    size_t count = 0;
    for (const GraphEdge *edge = factory->out; edge; edge = edge->next_out)
        count += edge->key.kind == EDGE_RETURNS;
    return count;
}

/* Of what a factory may return, only what its name says counts, unless there is one thing only. An entry point answers:
 * `create_thread` of a service makes a reply. */
static bool makes(const Slice *slice, const GraphNode *factory, const GraphNode *product)
{
    return slice->marks[product->index].production && product->kind == NODE_CLASS &&
           (count_products(factory) == 1 || family_is_namesake(factory, product));
}

static void add_makers(const Slice *slice, const GraphNode *node, UT_array *out)
{
    Maker maker = {.factory = node};
    if (!slice->marks[node->index].production || !is_top_level(node) || node->flags & NODE_ENTRY ||
        !slice_has_role(node, ROLE_FACTORY))
        return;
    family_write_stem(node->name, maker.stem, sizeof maker.stem);
    for (const GraphEdge *edge = *maker.stem ? node->out : NULL; edge; edge = edge->next_out)
        if (edge->key.kind == EDGE_RETURNS && makes(slice, node, edge->key.to)) {
            maker.product = edge->key.to;
            utarray_push_back(out, &maker);
        }
}

static int compare_makers(const void *left, const void *right)
{
    const Maker *a = left, *b = right;
    if (a->product != b->product)
        return a->product->index < b->product->index ? -1 : 1;
    int order = strcmp(a->stem, b->stem);
    if (order)
        return order;
    return (a->factory->index > b->factory->index) - (a->factory->index < b->factory->index);
}

void makers_find(const Slice *slice, UT_array *out)
{
    utarray_init(out, &maker_icd);
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        add_makers(slice, slice->nodes[i], out);
    slice_sort(out, compare_makers);
}

bool maker_creates(const Maker *maker)
{
    for (const GraphEdge *edge = maker->factory->out; edge; edge = edge->next_out)
        if (edge->key.kind == EDGE_CREATES && edge->key.to == maker->product)
            return true;
    return false;
}
