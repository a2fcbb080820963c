/*
 * The arrows of a sketch, caller by caller, in the order of the calls.
 */
#include "sketch.h"

#include "../../extractors/memory.h"
#include "../../output/diagram.h"
#include "label.h"
#include "paint.h"

#include <stdlib.h>
#include <string.h>

static void write_link_label(const Sketch *sketch, const Link *link, UT_string *out)
{
    const char *word =
        link->broken ? label_of_broken(sketch->slice->nodes[link->flow->to]) : label_of_edge(link->flow->kind);
    const Mark *to = &sketch->slice->marks[link->flow->to];
    if (link->count > 1 && link->broken)
        utstring_printf(out, "%u× ", link->count);
    if (link->doubt && !link->broken)
        utstring_printf(out, "%s", label_of_doubt);
    if (to->closing && link->flow->sites & SITE_AFTER_YIELD)
        word = "at the end";
    if (word)
        utstring_printf(out, "%s%s", utstring_len(out) && !link->broken ? ", " : "", word);
    if (link->steps == 0)
        return;
    utstring_printf(out, utstring_len(out) ? ", via " : "via ");
    if (link->steps == 1)
        label_write_short_name(sketch->slice->nodes[link->via], out);
    else
        utstring_printf(out, "%u calls", link->steps);
}

static void add_link(Sketch *sketch, const Link *link)
{
    UT_string label;
    utstring_init(&label);
    write_link_label(sketch, link, &label);
    diagram_add_edge(sketch->diagram, (DiagramEdge){.from = pieces_at(&sketch->pieces, link->from)->key,
                                                    .to = pieces_at(&sketch->pieces, link->to)->key,
                                                    .label = utstring_body(&label),
                                                    .path = link->flow->edge->sites->path,
                                                    .line = link->flow->edge->sites->line,
                                                    .kind = paint_edge(link->flow->kind, link->broken)});
    utstring_done(&label);
}

static void add_leaf_edge(Sketch *sketch, const GraphNode *node, const Leaf *leaf)
{
    UT_string key;
    utstring_init(&key);
    sketch_write_leaf_key(node, leaf, &key);
    diagram_add_edge(sketch->diagram, (DiagramEdge){.from = node->id,
                                                    .to = utstring_body(&key),
                                                    .label = leaf->broken ? label_of_broken(leaf->edge->key.to)
                                                                          : label_of_edge(EDGE_CALL),
                                                    .path = leaf->edge->sites->path,
                                                    .line = leaf->edge->sites->line,
                                                    .kind = paint_edge((EdgeKind)leaf->edge->key.kind, leaf->broken)});
    utstring_done(&key);
}

/* Whether the call that makes an edge is one of those that a leaf stands for. */
static bool is_call_of(const Leaf *leaf, const GraphEdge *made)
{
    for (const GraphEdge *edge = made->key.from->out; edge; edge = edge->next_out)
        if (edge->order == made->order && edge->key.to->kind == NODE_EXTERNAL &&
            slice_has_role(edge->key.to, leaf->role))
            return true;
    return false;
}

/* Whether a method is one of a class, or inherited by it. */
static bool is_of_class(const Slice *slice, uint32_t rank, const GraphNode *class, unsigned depth)
{
    enum {
        DEEPEST = 8
    };
    if (slice->classes[rank] == class->index)
        return true;
    for (const GraphEdge *edge = class->out; edge && depth < DEEPEST; edge = edge->next_out)
        if (edge->key.kind == EDGE_INHERITS && is_of_class(slice, rank, edge->key.to, depth + 1))
            return true;
    return false;
}

/* The method of a class that a framework calls first, of those that are drawn. */
static uint32_t first_hook(const Sketch *sketch, const GraphNode *class)
{
    const Slice *slice = sketch->slice;
    uint32_t first = NO_RANK;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(sketch->entries); rank;
         rank = (const uint32_t *)utarray_next(sketch->entries, rank))
        if (!slice_has_role(slice->nodes[*rank], ROLE_MIDDLEWARE) && is_of_class(slice, *rank, class, 0) &&
            (first == NO_RANK || sketch_place_of(slice->nodes[*rank]) < sketch_place_of(slice->nodes[first])))
            first = *rank;
    return first;
}

/* The piece that a framework enters when it is told of `to`; NO_PIECE: it is not drawn. */
static uint32_t find_told(const Sketch *sketch, const GraphNode *to)
{
    uint32_t rank = slice_owner(sketch->slice, to)->index;
    if (to->kind == NODE_CLASS && sketch->pieces.piece_of[rank] == NO_PIECE)
        rank = first_hook(sketch, to);
    uint32_t piece = rank == NO_RANK ? NO_PIECE : sketch->pieces.piece_of[rank];
    return piece != NO_PIECE && !sketch->loose[piece] ? piece : NO_PIECE;
}

static void add_callback(Sketch *sketch, const char *from, uint32_t to, const char *label, const char *path,
                         uint32_t line)
{
    diagram_add_edge(sketch->diagram, (DiagramEdge){.from = from,
                                                    .to = pieces_at(&sketch->pieces, to)->key,
                                                    .label = label,
                                                    .path = path,
                                                    .line = line,
                                                    .kind = paint_edge(EDGE_CALLBACK, false)});
}

static void add_registration(Sketch *sketch, const GraphEdge *edge, const char *from, const GraphNode *to)
{
    uint32_t piece = find_told(sketch, to);
    if (piece != NO_PIECE)
        add_callback(sketch, from, piece, label_of_edge(EDGE_CALLBACK), edge->sites->path, edge->sites->line);
}

/* Of `part` of a node that is drawn; `leaves` are the node's. */
static void add_part_registrations(Sketch *sketch, const GraphNode *node, const GraphNode *part, const UT_array *leaves,
                                   UT_string *from)
{
    for (const GraphEdge *edge = part->out; edge; edge = edge->next_out) {
        if (!slice_is_registration(edge) || edge->key.to == node)
            continue;
        const Leaf *leaf = (const Leaf *)utarray_front(leaves);
        while (leaf && !(sketch_is_leaf_drawn(sketch, node->index, leaf) && is_call_of(leaf, edge)))
            leaf = (const Leaf *)utarray_next(leaves, leaf);
        utstring_clear(from);
        if (leaf)
            sketch_write_leaf_key(node, leaf, from);
        else
            utstring_printf(from, "%s", node->id);
        add_registration(sketch, edge, utstring_body(from), edge->key.to);
        for (const GraphEdge *step = edge->key.to->out; step; step = step->next_out)
            if (step->key.to->kind == NODE_CASE && slice_has_role(step->key.to, ROLE_BOOT))
                add_registration(sketch, edge, utstring_body(from), step->key.to);
    }
}

/* No way leads from what tells a framework of an endpoint to the endpoint, but a reader wants to see who does: the call
 * that starts the framework, if that is drawn, or the function. What of the endpoint runs at once follows it. */
static void add_registrations(Sketch *sketch, const GraphNode *node, const UT_array *leaves)
{
    UT_string from;
    const GraphNode *parts[SLICE_PARTS];
    size_t count = slice_find_parts(sketch->slice, node, parts);
    utstring_init(&from);
    for (size_t i = 0; i < count; i++)
        add_part_registrations(sketch, node, parts[i], leaves, &from);
    utstring_done(&from);
}

/* Of scripts that are drawn as one: what any of them tells a framework of. */
static void add_collapsed_registrations(Sketch *sketch, uint32_t index)
{
    const Slice *slice = sketch->slice;
    for (uint32_t rank = 0; rank < slice->graph->node_count; rank++)
        if (sketch->pieces.piece_of[rank] == index && slice->nodes[rank]->flags & NODE_MAIN)
            for (const GraphEdge *edge = slice->nodes[rank]->out; edge; edge = edge->next_out)
                if (slice_is_registration(edge))
                    add_registration(sketch, edge, pieces_at(&sketch->pieces, index)->key, edge->key.to);
}

/* A class that inherits what a framework calls is entered there. */
static void add_inherited_hook(Sketch *sketch, const GraphNode *class)
{
    uint32_t rank = first_hook(sketch, class), piece = rank == NO_RANK ? NO_PIECE : sketch->pieces.piece_of[rank];
    if (piece != NO_PIECE && !sketch->loose[piece])
        add_callback(sketch, class->id, piece, label_of_edge(EDGE_CALLBACK), class->path, class->line);
}

/* Whether running a module's code runs what it imports there. */
static bool imports_at_once(const GraphEdge *edge)
{
    for (const GraphSite *site = edge->key.kind == EDGE_IMPORTS ? edge->sites : NULL; site; site = site->next)
        if (!(site->flags & SITE_IN_BRANCH))
            return true;
    return false;
}

/* The modules of production code that a module imports, and those they import, as far as they are not drawn. */
static void find_imported(const Sketch *sketch, const GraphNode *module, UT_array *out)
{
    const Slice *slice = sketch->slice;
    bool *seen = memory_zeroed(slice->graph->node_count + 1, sizeof *seen);
    for (size_t next = 0; module; next++) {
        for (const GraphEdge *edge = module->out; edge; edge = edge->next_out) {
            uint32_t to = edge->key.to->index;
            if (!imports_at_once(edge) || edge->key.to->kind != NODE_MODULE || seen[to] ||
                !slice->marks[to].production || sketch->pieces.piece_of[to] != NO_PIECE)
                continue;
            seen[to] = true;
            utarray_push_back(out, &to);
        }
        module = next < utarray_len(out) ? slice->nodes[*(uint32_t *)utarray_eltptr(out, next)] : NULL;
    }
    free(seen);
}

/* What a module tells a framework of that is drawn: an arrow each from the one that imports it, or only their number. */
static size_t add_registrations_of(Sketch *sketch, const GraphNode *module, const GraphNode *importer, bool count_only)
{
    size_t count = 0;
    UT_string label;
    utstring_init(&label);
    utstring_printf(&label, "%s, via ", label_of_edge(EDGE_CALLBACK));
    label_write_short_name(module, &label);
    for (const GraphEdge *edge = module->out; edge; edge = edge->next_out) {
        uint32_t piece = slice_is_registration(edge) ? find_told(sketch, edge->key.to) : NO_PIECE;
        count += piece != NO_PIECE;
        if (piece != NO_PIECE && !count_only)
            add_callback(sketch, importer->id, piece, utstring_body(&label), edge->sites->path, edge->sites->line);
    }
    utstring_done(&label);
    return count;
}

/* A module that imports those which tell a framework of endpoints, as that of an application imports its routes: while
 * they are few. */
static void add_imported_registrations(Sketch *sketch, const GraphNode *module)
{
    enum {
        FEW = 4
    };
    UT_array imported;
    size_t found = 0;
    utarray_init(&imported, &slice_rank_icd);
    find_imported(sketch, module, &imported);
    for (size_t i = 0; i < utarray_len(&imported); i++)
        found +=
            add_registrations_of(sketch, sketch->slice->nodes[*(uint32_t *)utarray_eltptr(&imported, i)], module, true);
    for (size_t i = 0; i < utarray_len(&imported) && found <= FEW; i++)
        add_registrations_of(sketch, sketch->slice->nodes[*(uint32_t *)utarray_eltptr(&imported, i)], module, false);
    utarray_done(&imported);
}

/* The leaves of a function that come before that place among its calls. Returns the first that doesn't. */
static Leaf *add_leaf_edges(Sketch *sketch, const GraphNode *node, UT_array *leaves, Leaf *leaf, uint32_t before)
{
    for (; leaf && leaf->edge->order < before; leaf = (Leaf *)utarray_next(leaves, leaf))
        if (sketch_is_leaf_drawn(sketch, node->index, leaf))
            add_leaf_edge(sketch, node, leaf);
    return leaf;
}

/* What a member of a piece of many awaits outside of the program though it cannot be awaited: a leaf of the piece. */
static void add_collapsed_leaf(Sketch *sketch, const Piece *piece, const Leaf *leaf)
{
    UT_string key;
    const GraphNode *to = leaf->edge->key.to;
    const GraphSite *site = leaf->edge->sites;
    utstring_init(&key);
    utstring_printf(&key, "%s %s broken", piece->key, to->id);
    Paint paint = paint_leaf(leaf);
    diagram_add_node(sketch->diagram,
                     (DiagramNode){.key = utstring_body(&key),
                                   .label = to->id,
                                   .group = sketch_add_group(sketch, &sketch->slice->marks[piece->first]),
                                   .path = site->path,
                                   .line = site->line,
                                   .detail = to->id,
                                   .style = paint.style,
                                   .shape = paint.shape});
    diagram_add_edge(sketch->diagram, (DiagramEdge){.from = piece->key,
                                                    .to = utstring_body(&key),
                                                    .label = label_of_broken(to),
                                                    .path = site->path,
                                                    .line = site->line,
                                                    .kind = LINE_BROKEN});
    utstring_done(&key);
}

static void add_collapsed_leaves(Sketch *sketch, uint32_t index)
{
    const Slice *slice = sketch->slice;
    for (uint32_t rank = 0; rank < slice->graph->node_count; rank++) {
        if (sketch->pieces.piece_of[rank] != index || !slice->marks[rank].broken_from)
            continue;
        UT_array leaves;
        utarray_init(&leaves, &slice_leaf_icd);
        slice_find_leaves(slice, slice->nodes[rank], 0, &leaves);
        for (const Leaf *leaf = (const Leaf *)utarray_front(&leaves); leaf;
             leaf = (const Leaf *)utarray_next(&leaves, leaf))
            add_collapsed_leaf(sketch, pieces_at(&sketch->pieces, index), leaf);
        utarray_done(&leaves);
    }
}

/* The calls of a piece, in their order: to other pieces, and to its leaves. `link` is its first, or NULL. */
static void add_calls(Sketch *sketch, uint32_t index, Link *link)
{
    const Piece *piece = pieces_at(&sketch->pieces, index);
    const GraphNode *node = sketch->slice->nodes[piece->first];
    UT_array leaves;
    utarray_init(&leaves, &slice_leaf_icd);
    if (!piece->scope)
        slice_find_leaves(sketch->slice, node, SKETCH_LEAVES, &leaves);
    Leaf *leaf = (Leaf *)utarray_front(&leaves);
    for (; link && link->from == index; link = (Link *)utarray_next(&sketch->links, link)) {
        leaf = add_leaf_edges(sketch, node, &leaves, leaf, link->order);
        add_link(sketch, link);
    }
    add_leaf_edges(sketch, node, &leaves, leaf, UINT32_MAX);
    if (piece->scope) {
        add_collapsed_leaves(sketch, index);
        add_collapsed_registrations(sketch, index);
    } else {
        add_registrations(sketch, node, &leaves);
        if (node->kind == NODE_CLASS && node->flags & NODE_ENTRY)
            add_inherited_hook(sketch, node);
        if (node->kind == NODE_MODULE)
            add_imported_registrations(sketch, node);
    }
    utarray_done(&leaves);
}

typedef struct {
    const char *key;
    uint32_t index;
} Caller;

static int compare_callers(const void *left, const void *right)
{
    return strcmp(((const Caller *)left)->key, ((const Caller *)right)->key);
}

static Link *first_link_of(Sketch *sketch, uint32_t index)
{
    Link *link = (Link *)utarray_front(&sketch->links);
    while (link && link->from != index)
        link = (Link *)utarray_next(&sketch->links, link);
    return link;
}

void sketch_draw_calls(Sketch *sketch)
{
    static const UT_icd caller_icd = {sizeof(Caller), NULL, NULL, NULL};
    UT_array callers;
    utarray_init(&callers, &caller_icd);
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces); i++) {
        Caller caller = {pieces_at(&sketch->pieces, i)->key, i};
        if (!sketch->loose[i])
            utarray_push_back(&callers, &caller);
    }
    slice_sort(&callers, compare_callers);
    for (Caller *caller = (Caller *)utarray_front(&callers); caller; caller = (Caller *)utarray_next(&callers, caller))
        add_calls(sketch, caller->index, first_link_of(sketch, caller->index));
    utarray_done(&callers);
}
