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
    uint32_t rank, tier, score;
} Candidate;

/* One try to draw. */
typedef struct {
    Slice *slice;
    const char *name, *title, *where; /* where: what to say when something was left out, or NULL */
    const UT_array *entries, *broken; /* ranks: the connection's entry points; callers of broken awaits */
    const UT_array *candidates;       /* Candidate, best first */
    size_t kept;                      /* how many of them may be drawn */
    bool leaves;                      /* external landmarks as nodes, not words */
    Pieces pieces;
    UT_array links;
    size_t links_left_out;
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
    {"5 elsewhere", "Elsewhere in production code"},
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

/* Twenty checks of one module would crowd out everything else: each further one of its kind steps back. */
static void spread_candidates(const Slice *slice, UT_array *candidates)
{
    enum {
        STEP = 6,
        MOST = 20,
        LOOKED_AT = 400
    };
    for (size_t i = 1; i < utarray_len(candidates); i++) {
        Candidate *candidate = (Candidate *)utarray_eltptr(candidates, i);
        const char *module = slice->nodes[candidate->rank]->module;
        uint32_t before = i < LOOKED_AT ? 0 : MOST; /* so far down nobody gets into the picture anyway */
        for (size_t k = i; k-- > 0 && before < MOST;) {
            const Candidate *other = (const Candidate *)utarray_eltptr(candidates, k);
            if (other->tier != candidate->tier)
                break;
            before += strcmp(slice->nodes[other->rank]->module, module) == 0;
        }
        candidate->score += candidate->tier > 1 && before > 1 ? (before - 1) * STEP : 0;
    }
    slice_sort(candidates, compare_candidates);
}

/* `everywhere`: broken awaits are shown wherever they are. */
static void find_candidates(const Slice *slice, bool everywhere, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const Mark *mark = &slice->marks[i];
        bool wanted = mark->way && (mark->landmark || mark->injected || count_ways_on(slice, i) > 1);
        if (!wanted && !(everywhere && mark->production && mark->broken_to))
            continue;
        uint32_t distance = mark->distance < 15 ? mark->distance : 15;
        uint32_t tier = tier_of(mark, slice->nodes[i]);
        Candidate candidate = {.rank = i, .tier = tier, .score = tier * 16 + distance};
        utarray_push_back(out, &candidate);
    }
    slice_sort(out, compare_candidates);
    spread_candidates(slice, out);
}

static void find_broken_callers(const Slice *slice, bool everywhere, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (slice->marks[i].production && slice->marks[i].broken_from && (everywhere || slice->marks[i].way))
            utarray_push_back(out, &i);
}

/* --- drawing ----------------------------------------------------------------------------------------------------- */

/* The group of the phase. Boxes for modules too would tear the picture apart: most would hold one node. */
static const char *add_group(Sketch *sketch, const Mark *mark)
{
    unsigned group = group_of(mark);
    diagram_add_group(sketch->diagram,
                      (DiagramGroup){.key = phase_groups[group].key, .label = phase_groups[group].label});
    return phase_groups[group].key;
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

static void write_leaf_key(const GraphNode *node, const Leaf *leaf, UT_string *out)
{
    utstring_printf(out, "%s %s%s", node->id, role_name((Role)leaf->role), leaf->broken ? " broken" : "");
}

static void add_leaf(Sketch *sketch, const GraphNode *node, const Leaf *leaf, const char *group)
{
    UT_string key, label;
    Paint paint = paint_leaf(leaf);
    utstring_init(&key);
    utstring_init(&label);
    write_leaf_key(node, leaf, &key);
    label_write_leaf(leaf, &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = utstring_body(&key),
                                                    .label = utstring_body(&label),
                                                    .group = group,
                                                    .path = leaf->edge->sites->path,
                                                    .line = leaf->edge->sites->line,
                                                    .detail = leaf->edge->key.to->id,
                                                    .style = paint.style,
                                                    .shape = paint.shape});
    utstring_done(&key);
    utstring_done(&label);
}

static bool is_leaf_drawn(const Sketch *sketch, const Leaf *leaf)
{
    return sketch->leaves || leaf->broken;
}

static void add_function(Sketch *sketch, uint32_t rank)
{
    const GraphNode *node = sketch->slice->nodes[rank];
    const char *group = add_group(sketch, &sketch->slice->marks[rank]);
    Paint paint = paint_node(sketch->slice, node);
    UT_string label, words;
    UT_array leaves;
    utstring_init(&label);
    utstring_init(&words);
    utarray_init(&leaves, &slice_leaf_icd);
    slice_find_leaves(sketch->slice, node, DRAWN_LEAVES, &leaves);
    if (!sketch->leaves)
        write_words(&leaves, &words);
    label_write_node(sketch->slice, node, utstring_body(&words), &label);
    label_write_place(node, &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = node->id,
                                                    .label = utstring_body(&label),
                                                    .group = group,
                                                    .path = node->path,
                                                    .line = node->line,
                                                    .detail = node->id,
                                                    .style = paint.style,
                                                    .shape = paint.shape});
    for (Leaf *leaf = (Leaf *)utarray_front(&leaves); leaf; leaf = (Leaf *)utarray_next(&leaves, leaf))
        if (is_leaf_drawn(sketch, leaf))
            add_leaf(sketch, node, leaf, group);
    utstring_done(&label);
    utstring_done(&words);
    utarray_done(&leaves);
}

static void add_collapsed(Sketch *sketch, const Piece *piece)
{
    const GraphNode *first = sketch->slice->nodes[piece->first];
    bool entry = first->flags & NODE_ENTRY;
    UT_string label;
    utstring_init(&label);
    label_write_count(piece->count, entry ? "entry point" : "function", entry ? "entry points" : "functions", &label);
    utstring_printf(&label, "\n");
    label_write_scope(piece->scope, piece->rest, &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = piece->key,
                                                    .label = utstring_body(&label),
                                                    .group = add_group(sketch, &sketch->slice->marks[piece->first]),
                                                    .path = first->path,
                                                    .line = first->line,
                                                    .detail = piece->scope,
                                                    .style = entry ? STYLE_ENTRY : STYLE_PACKAGE,
                                                    .shape = entry ? SHAPE_STADIUM : SHAPE_BOX});
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

static void add_leaf_edge(Sketch *sketch, const GraphNode *node, const Leaf *leaf)
{
    UT_string key;
    utstring_init(&key);
    write_leaf_key(node, leaf, &key);
    diagram_add_edge(sketch->diagram, (DiagramEdge){.from = node->id,
                                                    .to = utstring_body(&key),
                                                    .label = label_of_edge(EDGE_CALL, leaf->broken),
                                                    .path = leaf->edge->sites->path,
                                                    .line = leaf->edge->sites->line,
                                                    .kind = paint_edge((EdgeKind)leaf->edge->key.kind, leaf->broken)});
    utstring_done(&key);
}

/* The leaves of a function that come before that place among its calls. Returns the first that doesn't. */
static Leaf *add_leaf_edges(Sketch *sketch, const GraphNode *node, UT_array *leaves, Leaf *leaf, uint32_t before)
{
    for (; leaf && leaf->edge->order < before; leaf = (Leaf *)utarray_next(leaves, leaf))
        if (is_leaf_drawn(sketch, leaf))
            add_leaf_edge(sketch, node, leaf);
    return leaf;
}

/* The calls of a piece, in their order: to other pieces, and to its leaves. `link` is its first, or NULL. */
static void add_calls(Sketch *sketch, uint32_t index, Link *link)
{
    const Piece *piece = pieces_at(&sketch->pieces, index);
    const GraphNode *node = sketch->slice->nodes[piece->first];
    UT_array leaves;
    utarray_init(&leaves, &slice_leaf_icd);
    if (!piece->scope)
        slice_find_leaves(sketch->slice, node, DRAWN_LEAVES, &leaves);
    Leaf *leaf = (Leaf *)utarray_front(&leaves);
    for (; link && link->from == index; link = (Link *)utarray_next(&sketch->links, link)) {
        leaf = add_leaf_edges(sketch, node, &leaves, leaf, link->order);
        add_link(sketch, link);
    }
    add_leaf_edges(sketch, node, &leaves, leaf, UINT32_MAX);
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

static void draw_calls(Sketch *sketch)
{
    static const UT_icd caller_icd = {sizeof(Caller), NULL, NULL, NULL};
    UT_array callers;
    utarray_init(&callers, &caller_icd);
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces); i++) {
        Caller caller = {pieces_at(&sketch->pieces, i)->key, i};
        utarray_push_back(&callers, &caller);
    }
    slice_sort(&callers, compare_callers);
    for (Caller *caller = (Caller *)utarray_front(&callers); caller; caller = (Caller *)utarray_next(&callers, caller))
        add_calls(sketch, caller->index, first_link_of(sketch, caller->index));
    utarray_done(&callers);
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

/* Broken awaits of many functions are drawn for their own sake: where else those functions lead would be a thicket. */
static void drop_side_ways(Sketch *sketch)
{
    UT_array kept;
    utarray_init(&kept, &contract_link_icd);
    for (Link *link = (Link *)utarray_front(&sketch->links); link; link = (Link *)utarray_next(&sketch->links, link)) {
        const Piece *from = pieces_at(&sketch->pieces, link->from);
        bool callers = from->scope && !(sketch->slice->nodes[from->first]->flags & NODE_ENTRY);
        if (!callers || link->broken)
            utarray_push_back(&kept, link);
    }
    utarray_clear(&sketch->links);
    utarray_concat(&sketch->links, &kept);
    utarray_done(&kept);
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

static size_t count_collapsed_entries(const Sketch *sketch)
{
    size_t count = 0;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(sketch->entries); rank;
         rank = (const uint32_t *)utarray_next(sketch->entries, rank)) {
        uint32_t piece = sketch->pieces.piece_of[*rank];
        count += piece == NO_PIECE || pieces_at(&sketch->pieces, piece)->scope;
    }
    return count;
}

static size_t count_undrawn(const Sketch *sketch)
{
    size_t count = 0;
    for (uint32_t i = 0; i < sketch->slice->graph->node_count; i++)
        count += sketch->slice->marks[i].way && sketch->pieces.piece_of[i] == NO_PIECE;
    return count;
}

/* Whether sub-diagrams could say more. */
static bool is_complete(const Sketch *sketch)
{
    return sketch->kept == utarray_len(sketch->candidates) && count_collapsed_entries(sketch) == 0 &&
           sketch->links_left_out == 0;
}

/* What a reader cannot see. */
static void add_captions(Sketch *sketch)
{
    size_t entries = utarray_len(sketch->entries), collapsed = count_collapsed_entries(sketch);
    size_t undrawn = count_undrawn(sketch);
    UT_string text;
    utstring_init(&text);
    if (collapsed)
        utstring_printf(&text, "%zu of %zu entry points are drawn by module. ", collapsed, entries);
    if (undrawn) {
        label_write_count(undrawn, "more function on these ways is", "more functions on these ways are", &text);
        utstring_printf(&text, " not drawn: arrows pass them (via). ");
    }
    if (sketch->links_left_out) {
        label_write_count(sketch->links_left_out, "longer way is", "longer ways are", &text);
        utstring_printf(&text, " not drawn. ");
    }
    if (sketch->where && !is_complete(sketch))
        utstring_printf(&text, "%s", sketch->where);
    while (utstring_len(&text) && utstring_body(&text)[utstring_len(&text) - 1] == ' ')
        utstring_body(&text)[--text.i] = 0;
    if (utstring_len(&text))
        diagram_add_caption(sketch->diagram, utstring_body(&text));
    utstring_done(&text);
}

static void add_summary(Sketch *sketch)
{
    UT_string text;
    utstring_init(&text);
    utstring_printf(&text, "From ");
    label_write_count(utarray_len(sketch->entries), "entry point", "entry points", &text);
    utstring_printf(&text, " and process start to accept, authentication, factories, message loop and close, in the "
                           "order of the calls.");
    diagram_set_summary(sketch->diagram, utstring_body(&text));
    utstring_done(&text);
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
    drop_side_ways(sketch);
    sketch->links_left_out =
        contract_limit_links(&sketch->links, pieces_count(&sketch->pieces), budget_edges(sketch->slice->options));
    draw_calls(sketch);
    utarray_done(&sketch->links);
    add_captions(sketch);
    add_summary(sketch);
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
    sketch->leaves = all <= limit; /* each takes a node: beyond that it is no use to try */
    sketch->kept = all < limit ? all : limit;
    for (;;) {
        draw(sketch);
        if (budget_fits(sketch->diagram, sketch->slice->options) || (!sketch->leaves && sketch->kept == 0))
            break;
        if (sketch->leaves)
            sketch->leaves = false;
        else
            sketch->kept--;
        discard(sketch);
    }
    budget_give_up(sketch->slice->options, &sketch->diagram);
}

/* --- pictures ---------------------------------------------------------------------------------------------------- */

typedef struct {
    UT_array starts, entries, shutdowns; /* ranks */
} Roots;

/* Draws what those roots reach. With broken awaits from everywhere, or only those on the ways. */
static bool draw_roots(Slice *slice, const char *name, const char *title, const Roots *roots, bool main,
                       const char *where, UT_array *out)
{
    UT_array candidates, broken;
    utarray_init(&candidates, &candidate_icd);
    utarray_init(&broken, &slice_rank_icd);
    slice_reset(slice);
    slice_reach(slice, &roots->starts, PHASE_START);
    slice_reach(slice, &roots->entries, PHASE_CONNECTION);
    slice_reach(slice, &roots->shutdowns, PHASE_SHUTDOWN);
    slice_find_ways(slice);
    find_candidates(slice, main, &candidates);
    find_broken_callers(slice, main, &broken);
    Sketch sketch = {.slice = slice,
                     .name = name,
                     .title = title,
                     .where = where,
                     .entries = &roots->entries,
                     .broken = &broken,
                     .candidates = &candidates};
    draw_fitting(&sketch);
    bool complete = is_complete(&sketch);
    pieces_deinit(&sketch.pieces);
    utarray_push_back(out, &sketch.diagram);
    utarray_done(&candidates);
    utarray_done(&broken);
    return complete;
}

static void roots_init(Roots *roots)
{
    utarray_init(&roots->starts, &slice_rank_icd);
    utarray_init(&roots->entries, &slice_rank_icd);
    utarray_init(&roots->shutdowns, &slice_rank_icd);
}

static void roots_deinit(Roots *roots)
{
    utarray_done(&roots->starts);
    utarray_done(&roots->entries);
    utarray_done(&roots->shutdowns);
}

static void draw_start(Slice *slice, const Roots *all, UT_array *out)
{
    Roots roots;
    roots_init(&roots);
    utarray_concat(&roots.starts, &all->starts);
    utarray_concat(&roots.shutdowns, &all->shutdowns);
    if (utarray_len(&roots.starts) + utarray_len(&roots.shutdowns))
        draw_roots(slice, "init.start-up", "Start-up and shutdown", &roots, false, NULL, out);
    roots_deinit(&roots);
}

static void draw_entry(Slice *slice, uint32_t rank, UT_array *out)
{
    Roots roots;
    UT_string name, title;
    roots_init(&roots);
    utstring_init(&name);
    utstring_init(&title);
    utstring_printf(&name, "init.%s", slice->nodes[rank]->id);
    utstring_printf(&title, "A connection to ");
    label_write_name(slice->nodes[rank], &title);
    utarray_push_back(&roots.entries, &rank);
    draw_roots(slice, utstring_body(&name), utstring_body(&title), &roots, false, NULL, out);
    roots_deinit(&roots);
    utstring_done(&name);
    utstring_done(&title);
}

void init_draw(Slice *slice, const UT_array *given, UT_array *out)
{
    Roots roots;
    roots_init(&roots);
    if (utarray_len(given))
        utarray_concat(&roots.entries, given);
    else {
        views_find_entries(slice, &roots.entries);
        views_find_starts(slice, &roots.starts);
        views_find_shutdowns(slice, &roots.shutdowns);
    }
    bool complete = draw_roots(slice, "init", "Start-up and connections", &roots, true,
                               "See init.start-up and init.ENTRY-POINT.", out);
    if (!complete && slice->options->sub_diagrams) {
        draw_start(slice, &roots, out);
        for (const uint32_t *rank = (const uint32_t *)utarray_front(&roots.entries);
             rank && utarray_len(&roots.entries) > 1; rank = (const uint32_t *)utarray_next(&roots.entries, rank))
            draw_entry(slice, *rank, out);
    }
    roots_deinit(&roots);
}
