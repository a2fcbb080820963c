/*
 * init.c - the view of how the program comes to life: process start-up, then each connection, then shutdown.
 *
 * Of the functions on ways from a root to a landmark it draws landmarks, and forks as far as there is room; what lies
 * between is contracted. External landmarks (accept, receive, …) would be hubs that everything points to, so each
 * caller gets a leaf of its own or, when the picture is full, a word in its label.
 */
#include "views.h"

#include "../../extractors/catalog/catalog.h"
#include "budget.h"
#include "contract.h"
#include "label.h"
#include "paint.h"
#include "piece.h"
#include <stdlib.h>
#include <string.h>

#define ROLE(name) (1u << ROLE_##name)

enum {
    ENTRY_PIECES = 10,  /* more entry points are drawn by module */
    BROKEN_PIECES = 10, /* more places of broken awaits are drawn by package */
    DRAWN_LEAVES = ROLE(ACCEPT) | ROLE(AUTHENTICATE) | ROLE(SEND) | ROLE(RECEIVE) | ROLE(CLOSE) | ROLE(RUN) | ROLE(BOOT)
};

typedef struct {
    uint32_t rank, score;
} Candidate;

/* One try to draw. */
typedef struct {
    Slice *slice;
    const char *name, *title;
    const UT_array *entries, *broken; /* ranks: the connection's entry points; callers of broken awaits */
    const UT_array *candidates;       /* Candidate, best first */
    size_t kept;                      /* how many of them may be drawn */
    bool leaves;                      /* external landmarks as nodes, not words */
    Pieces pieces;
    UT_array links;
    Diagram *diagram;
} Sketch;

static const UT_icd candidate_icd = {sizeof(Candidate), NULL, NULL, NULL};

static const struct {
    const char *key, *label;
} phase_groups[] = {
    {"1 start-up", "Start-up"},
    {"2 connection", "Each connection"},
    {"3 both", "Used by start-up and by connections"},
    {"4 shutdown", "Shutdown"},
    {"5 elsewhere", "Reached from no entry point"},
};

static unsigned group_of(const Mark *mark)
{
    bool start = mark->phases & PHASE_START, connection = mark->phases & PHASE_CONNECTION;
    return start && connection ? 2 : connection ? 1 : start ? 0 : mark->phases ? 3 : 4;
}

/* --- what matters ------------------------------------------------------------------------------------------------ */

static size_t count_ways_on(const Slice *slice, uint32_t rank)
{
    size_t count = 0;
    for (uint32_t i = slice->first[rank]; i < slice->first[rank + 1]; i++)
        count += slice->marks[slice_flow(slice, i)->to].way;
    return count;
}

/* The lower, the more a reader wants to see it. */
static uint32_t tier_of(const Mark *mark, const GraphNode *node)
{
    bool factory = slice_has_role(node, ROLE_FACTORY) || mark->product;
    if (mark->broken_to)
        return 0;
    if (node->flags & NODE_ENTRY || slice_has_role(node, ROLE_BOOT) || node->flags & NODE_MAIN)
        return 1;
    if (slice_has_role(node, ROLE_AUTHENTICATE) || mark->leaves & (ROLE(ACCEPT) | ROLE(AUTHENTICATE) | ROLE(RECEIVE)) ||
        (factory && mark->subject))
        return 2;
    if (mark->seams & ~(1u << EDGE_CALLBACK) || mark->leaves & ROLE(CLOSE) || slice_has_role(node, ROLE_ACCEPT))
        return 3;
    return mark->landmark ? 4 : 5;
}

static int compare_candidates(const void *left, const void *right)
{
    const Candidate *a = left, *b = right;
    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static void find_candidates(const Slice *slice, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const Mark *mark = &slice->marks[i];
        bool wanted = mark->way && (mark->landmark || count_ways_on(slice, i) > 1);
        if (!wanted && !(mark->production && mark->broken_to))
            continue;
        uint32_t distance = mark->distance < 15 ? mark->distance : 15;
        Candidate candidate = {.rank = i, .score = tier_of(mark, slice->nodes[i]) * 16 + distance};
        utarray_push_back(out, &candidate);
    }
    utarray_sort(out, compare_candidates);
}

static void find_broken_callers(const Slice *slice, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (slice->marks[i].production && slice->marks[i].broken_from)
            utarray_push_back(out, &i);
}

/* --- drawing ----------------------------------------------------------------------------------------------------- */

static void add_group(Sketch *sketch, const Mark *mark, const char *module, UT_string *key)
{
    unsigned group = group_of(mark);
    UT_string label;
    utstring_init(&label);
    label_write_module(module, &label);
    utstring_printf(key, "%s %s", phase_groups[group].key, module);
    diagram_add_group(sketch->diagram,
                      (DiagramGroup){.key = phase_groups[group].key, .label = phase_groups[group].label});
    diagram_add_group(
        sketch->diagram,
        (DiagramGroup){.key = utstring_body(key), .label = utstring_body(&label), .parent = phase_groups[group].key});
    utstring_done(&label);
}

/* The words of a function's external landmarks, in the order of the calls. */
static void write_words(const UT_array *leaves, UT_string *out)
{
    for (const Leaf *leaf = (const Leaf *)utarray_front(leaves); leaf;
         leaf = (const Leaf *)utarray_next(leaves, leaf)) {
        if (utstring_len(out))
            utstring_printf(out, ", ");
        label_write_leaf(leaf, out);
    }
}

static void add_leaf(Sketch *sketch, const GraphNode *node, const Leaf *leaf, const char *group)
{
    UT_string key, label;
    Paint paint = paint_leaf(leaf);
    utstring_init(&key);
    utstring_init(&label);
    utstring_printf(&key, "%s %s%s", node->id, role_name((Role)leaf->role), leaf->broken ? " broken" : "");
    label_write_leaf(leaf, &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = utstring_body(&key),
                                                    .label = utstring_body(&label),
                                                    .group = group,
                                                    .path = leaf->edge->sites->path,
                                                    .line = leaf->edge->sites->line,
                                                    .detail = leaf->edge->key.to->id,
                                                    .style = paint.style,
                                                    .shape = paint.shape});
    diagram_add_edge(sketch->diagram, (DiagramEdge){.from = node->id,
                                                    .to = utstring_body(&key),
                                                    .label = label_of_edge(EDGE_CALL, leaf->broken),
                                                    .path = leaf->edge->sites->path,
                                                    .line = leaf->edge->sites->line,
                                                    .kind = paint_edge((EdgeKind)leaf->edge->key.kind, leaf->broken)});
    utstring_done(&key);
    utstring_done(&label);
}

static void add_function(Sketch *sketch, uint32_t rank)
{
    const GraphNode *node = sketch->slice->nodes[rank];
    Paint paint = paint_node(sketch->slice, node);
    UT_string group, label, words;
    UT_array leaves;
    utstring_init(&group);
    utstring_init(&label);
    utstring_init(&words);
    utarray_init(&leaves, &slice_leaf_icd);
    add_group(sketch, &sketch->slice->marks[rank], node->module, &group);
    slice_find_leaves(sketch->slice, node, DRAWN_LEAVES, &leaves);
    if (!sketch->leaves)
        write_words(&leaves, &words);
    label_write_node(sketch->slice, node, utstring_body(&words), &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = node->id,
                                                    .label = utstring_body(&label),
                                                    .group = utstring_body(&group),
                                                    .path = node->path,
                                                    .line = node->line,
                                                    .detail = node->id,
                                                    .style = paint.style,
                                                    .shape = paint.shape});
    for (Leaf *leaf = (Leaf *)utarray_front(&leaves); leaf; leaf = (Leaf *)utarray_next(&leaves, leaf))
        if (sketch->leaves || leaf->broken)
            add_leaf(sketch, node, leaf, utstring_body(&group));
    utstring_done(&group);
    utstring_done(&label);
    utstring_done(&words);
    utarray_done(&leaves);
}

static void add_collapsed(Sketch *sketch, const Piece *piece)
{
    const GraphNode *first = sketch->slice->nodes[piece->first];
    bool entry = first->flags & NODE_ENTRY;
    UT_string group, label;
    utstring_init(&group);
    utstring_init(&label);
    add_group(sketch, &sketch->slice->marks[piece->first], piece->scope, &group);
    label_write_count(piece->count, entry ? "entry point" : "function", entry ? "entry points" : "functions", &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = piece->key,
                                                    .label = utstring_body(&label),
                                                    .group = utstring_body(&group),
                                                    .path = first->path,
                                                    .line = first->line,
                                                    .detail = piece->scope,
                                                    .style = entry ? STYLE_ENTRY : STYLE_PACKAGE,
                                                    .shape = entry ? SHAPE_STADIUM : SHAPE_BOX});
    utstring_done(&group);
    utstring_done(&label);
}

static void write_link_label(const Sketch *sketch, const Link *link, UT_string *out)
{
    const char *word = label_of_edge(link->flow->kind, link->broken);
    if (link->count > 1 && link->broken)
        utstring_printf(out, "%u× ", link->count);
    if (word)
        utstring_printf(out, "%s", word);
    if (link->steps == 0)
        return;
    utstring_printf(out, utstring_len(out) ? ", via " : "via ");
    if (link->steps == 1)
        label_write_name(sketch->slice->nodes[link->via], out);
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

static void choose_pieces(Sketch *sketch)
{
    pieces_add_grouped(&sketch->pieces, sketch->entries, ENTRY_PIECES, "entries");
    pieces_add_grouped(&sketch->pieces, sketch->broken, BROKEN_PIECES, "callers");
    size_t kept = 0;
    for (const Candidate *candidate = (const Candidate *)utarray_front(sketch->candidates);
         candidate && kept < sketch->kept;
         candidate = (const Candidate *)utarray_next(sketch->candidates, candidate), kept++)
        pieces_add(&sketch->pieces, candidate->rank);
}

static void draw_pieces(Sketch *sketch)
{
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces); i++) {
        const Piece *piece = pieces_at(&sketch->pieces, i);
        if (piece->scope)
            add_collapsed(sketch, piece);
        else
            add_function(sketch, piece->first);
    }
}

/* Draws with as many candidates as the sketch says. */
static void draw(Sketch *sketch)
{
    sketch->diagram = diagram_new(sketch->name, sketch->title, DIRECTION_RIGHT);
    pieces_init(&sketch->pieces, sketch->slice);
    utarray_init(&sketch->links, &contract_link_icd);
    choose_pieces(sketch);
    draw_pieces(sketch);
    contract_find_links(sketch->slice, sketch->pieces.piece_of, pieces_count(&sketch->pieces), &sketch->links);
    for (Link *link = (Link *)utarray_front(&sketch->links); link; link = (Link *)utarray_next(&sketch->links, link))
        add_link(sketch, link);
    utarray_done(&sketch->links);
    diagram_finish(sketch->diagram);
}

static void discard(Sketch *sketch)
{
    pieces_deinit(&sketch->pieces);
    diagram_free(sketch->diagram);
    sketch->diagram = NULL;
}

/* With leaves when all fits, else with words, else with fewer and fewer. */
static void draw_fitting(Sketch *sketch)
{
    size_t all = utarray_len(sketch->candidates), limit = budget_nodes(sketch->slice->options);
    sketch->kept = all;
    for (sketch->leaves = true;; sketch->leaves = false) {
        draw(sketch);
        if (budget_fits(sketch->diagram, sketch->slice->options))
            return;
        if (!sketch->leaves)
            break;
        discard(sketch);
    }
    sketch->kept = all < limit ? all : limit;
    for (;;) {
        discard(sketch);
        draw(sketch);
        if (sketch->kept == 0 || budget_fits(sketch->diagram, sketch->slice->options))
            return;
        sketch->kept--;
    }
}

void init_draw(Slice *slice, const UT_array *roots, UT_array *out)
{
    UT_array entries, starts, shutdowns, candidates, broken;
    utarray_init(&entries, &slice_rank_icd);
    utarray_init(&starts, &slice_rank_icd);
    utarray_init(&shutdowns, &slice_rank_icd);
    utarray_init(&broken, &slice_rank_icd);
    utarray_init(&candidates, &candidate_icd);
    if (utarray_len(roots))
        utarray_concat(&entries, roots);
    else {
        views_find_entries(slice, &entries);
        views_find_starts(slice, &starts);
        views_find_shutdowns(slice, &shutdowns);
    }
    slice_reset(slice);
    slice_reach(slice, &starts, PHASE_START);
    slice_reach(slice, &entries, PHASE_CONNECTION);
    slice_reach(slice, &shutdowns, PHASE_SHUTDOWN);
    slice_find_ways(slice);
    find_candidates(slice, &candidates);
    find_broken_callers(slice, &broken);
    Sketch sketch = {.slice = slice,
                     .name = "init",
                     .title = "Start-up and connections",
                     .entries = &entries,
                     .broken = &broken,
                     .candidates = &candidates};
    draw_fitting(&sketch);
    pieces_deinit(&sketch.pieces);
    utarray_push_back(out, &sketch.diagram);
    utarray_done(&entries);
    utarray_done(&starts);
    utarray_done(&shutdowns);
    utarray_done(&broken);
    utarray_done(&candidates);
}
