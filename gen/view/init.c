/*
 * init.c - the view of how the program comes to life: process start-up, then each connection, then shutdown.
 *
 * Of the functions on ways from a root to a landmark it draws landmarks, and forks as far as there is room; what lies
 * between is contracted. External landmarks (accept, receive, …) would be hubs that everything points to, so each
 * caller gets a leaf of its own or, when the picture is full, a word in its label.
 */
#include "views.h"

#include "../../extractors/memory.h"
#include "../../extractors/catalog/catalog.h"
#include "budget.h"
#include "contract.h"
#include "label.h"
#include "loose.h"
#include "paint.h"
#include "piece.h"
#include "story.h"
#include <stdlib.h>
#include <string.h>

#define ROLE(name) (1u << ROLE_##name)

enum {
    ENTRY_PIECES = 9, /* more entry points are drawn by module */
    START_PIECES = 9, /* and so are more scripts */
    MIDDLEWARE_PIECES = 3,
    TIGHT_PIECES = 3,  /* where every letter counts */
    BROKEN_PIECES = 3, /* more callers of broken awaits are drawn by package */
    BOXED = 4,         /* functions of a class or module that get a box of their own */
    BOXED_HOOKS = 2,   /* methods that a framework calls: no arrow ties them together */
    LONGEST_WAY = 6,   /* calls that an arrow passes, as long as there is another arrow */
    EASY_NODES = 40,   /* what a reader takes in, as long as nobody asks for more */
    DRAWN_LEAVES = ROLE(ACCEPT) | ROLE(AUTHENTICATE) | ROLE(RECEIVE) | ROLE(CLOSE) | ROLE(RUN) | ROLE(BOOT)
};

/* What is drawn around a function, inside of its phase. */
enum Box {
    BOX_NONE,
    BOX_MODULE,
    BOX_CLASS
};

/* One try to draw. */
typedef struct {
    Slice *slice;
    const char *name, *title, *where; /* where: what to say when something was left out, or NULL */
    const UT_array *entries;          /* ranks: the connection's entry points */
    const UT_array *starts;           /* ranks: what the process starts with */
    size_t aside;                     /* scripts that are not among them */
    const UT_array *candidates;       /* ranks, best first */
    size_t kept;                      /* how many of them may be drawn */
    bool main;                        /* shows broken awaits of any production code about the subject */
    bool guessed;                     /* the entry points are functions that nobody calls */
    bool words;                       /* external landmarks are words, not nodes */
    bool *loose;                      /* by piece: no arrow leads to it, though it is no beginning */
    size_t left_out;                  /* pieces that are loose */
    bool *leafy;                      /* by piece: external landmarks are nodes */
    enum Box *boxes;                  /* by piece */
    size_t other_middleware;          /* that is not drawn */
    Pieces pieces;
    UT_array links;
    size_t links_left_out;
    Diagram *diagram;
} Sketch;

static const struct {
    const char *key, *label;
} phase_groups[] = {
    [STORY_START_UP] = {"1 start-up", "Start-up"},
    [STORY_CONNECTION] = {"2 connection", "Each connection"},
    [STORY_BOTH] = {"3 both", "Used by start-up and by connections"},
    [STORY_SHUTDOWN] = {"4 shutdown", "Shutdown"},
    [STORY_ELSEWHERE] = {"5 elsewhere", "Elsewhere in production code"},
};

/* --- drawing ----------------------------------------------------------------------------------------------------- */

/* The group of the phase. */
static const char *add_group(Sketch *sketch, const Mark *mark)
{
    StoryPhase group = story_phase(mark);
    diagram_add_group(sketch->diagram,
                      (DiagramGroup){.key = phase_groups[group].key, .label = phase_groups[group].label});
    return phase_groups[group].key;
}

/* The class of a function that is drawn alone, or NO_RANK. */
static uint32_t class_of(const Sketch *sketch, uint32_t rank)
{
    return sketch->slice->nodes[rank]->kind == NODE_METHOD ? sketch->slice->classes[rank] : NO_RANK;
}

static bool is_drawn_alone(const Sketch *sketch, uint32_t piece)
{
    return !pieces_at(&sketch->pieces, piece)->scope && !sketch->loose[piece];
}

/* Whether enough methods of its class are drawn in its phase. */
static bool has_class_box(const Sketch *sketch, uint32_t piece)
{
    uint32_t rank = pieces_at(&sketch->pieces, piece)->first, class = class_of(sketch, rank), count = 0;
    StoryPhase group = story_phase(&sketch->slice->marks[rank]);
    uint32_t hooks = 0;
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces) && class != NO_RANK; i++) {
        uint32_t other = pieces_at(&sketch->pieces, i)->first;
        bool beside = is_drawn_alone(sketch, i) && class_of(sketch, other) == class &&
                      story_phase(&sketch->slice->marks[other]) == group;
        count += beside;
        hooks += beside && sketch->slice->nodes[other]->flags & NODE_ENTRY;
    }
    return count >= BOXED || hooks >= BOXED_HOOKS;
}

/* Whether enough of its module is drawn in its phase, beside what is in boxes of classes. */
static bool has_module_box(const Sketch *sketch, uint32_t piece)
{
    const Slice *slice = sketch->slice;
    uint32_t rank = pieces_at(&sketch->pieces, piece)->first, count = 0;
    StoryPhase group = story_phase(&slice->marks[rank]);
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces); i++) {
        uint32_t other = pieces_at(&sketch->pieces, i)->first;
        count += is_drawn_alone(sketch, i) && slice->nodes[other]->module == slice->nodes[rank]->module &&
                 story_phase(&slice->marks[other]) == group && !has_class_box(sketch, i);
    }
    return count >= BOXED;
}

/*
 * Boxes inside of a phase: of a class or module many of whose functions are drawn. Their labels need not repeat where
 * they live. Boxes around few nodes would only tear the picture apart.
 */
static void choose_boxes(Sketch *sketch)
{
    sketch->boxes = memory_zeroed(pieces_count(&sketch->pieces) + 1, sizeof *sketch->boxes);
    if (budget_is_tight(sketch->slice->options))
        return;
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces); i++)
        if (is_drawn_alone(sketch, i))
            sketch->boxes[i] = has_class_box(sketch, i) ? BOX_CLASS : has_module_box(sketch, i) ? BOX_MODULE : BOX_NONE;
}

/* The box around a function, or the group of its phase. */
static const char *add_box(Sketch *sketch, uint32_t rank, UT_string *key)
{
    const Slice *slice = sketch->slice;
    const GraphNode *node = slice->nodes[rank];
    const char *phase = add_group(sketch, &slice->marks[rank]);
    enum Box box = sketch->boxes[sketch->pieces.piece_of[rank]];
    if (box == BOX_NONE)
        return phase;
    UT_string label;
    utstring_init(&label);
    if (box == BOX_CLASS) {
        const GraphNode *class = slice->nodes[class_of(sketch, rank)];
        utstring_printf(key, "%s %s", phase, class->id);
        label_write_name(class, &label);
        utstring_printf(&label, " · ");
    } else {
        utstring_printf(key, "%s %s", phase, node->module);
    }
    label_write_module(node->module, &label);
    diagram_add_group(sketch->diagram,
                      (DiagramGroup){.key = utstring_body(key), .label = utstring_body(&label), .parent = phase});
    utstring_done(&label);
    return utstring_body(key);
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

static bool is_leaf_drawn(const Sketch *sketch, uint32_t rank, const Leaf *leaf)
{
    return sketch->leafy[sketch->pieces.piece_of[rank]] || leaf->broken;
}

/* What a library calls of a connection, in the order of its life. */
static unsigned place_of(const GraphNode *node)
{
    static const Role roles[] = {ROLE_BOOT, ROLE_AUTHENTICATE, ROLE_ACCEPT,  ROLE_RECEIVE,
                                 ROLE_SEND, ROLE_CLOSE,        ROLE_SHUTDOWN};
    _Static_assert(sizeof roles / sizeof *roles < DIAGRAM_PLACES, "each role has a place");
    if (node->kind != NODE_CASE && !(node->flags & NODE_ENTRY))
        return 0;
    for (unsigned i = 0; i < sizeof roles / sizeof *roles; i++)
        if (slice_has_role(node, roles[i]))
            return i + 1;
    return 0;
}

static void add_function(Sketch *sketch, uint32_t rank)
{
    const GraphNode *node = sketch->slice->nodes[rank];
    enum Box box = sketch->boxes[sketch->pieces.piece_of[rank]];
    Paint paint = paint_node(sketch->slice, node);
    UT_string label, words, key;
    UT_array leaves;
    utstring_init(&key);
    const char *group = add_box(sketch, rank, &key);
    utstring_init(&label);
    utstring_init(&words);
    utarray_init(&leaves, &slice_leaf_icd);
    slice_find_leaves(sketch->slice, node, DRAWN_LEAVES, &leaves);
    if (!sketch->leafy[sketch->pieces.piece_of[rank]])
        write_words(&leaves, &words);
    if (box == BOX_NONE) {
        label_write_node(sketch->slice, node, utstring_body(&words), &label);
        label_write_place(sketch->slice, node, &label);
    } else {
        label_write_member(sketch->slice, node, utstring_body(&words), box == BOX_CLASS, &label);
    }
    diagram_add_node(sketch->diagram, (DiagramNode){.key = node->id,
                                                    .label = utstring_body(&label),
                                                    .group = group,
                                                    .path = node->path,
                                                    .line = node->line,
                                                    .detail = node->id,
                                                    .style = paint.style,
                                                    .shape = paint.shape,
                                                    .place = place_of(node)});
    for (Leaf *leaf = (Leaf *)utarray_front(&leaves); leaf; leaf = (Leaf *)utarray_next(&leaves, leaf))
        if (is_leaf_drawn(sketch, rank, leaf))
            add_leaf(sketch, node, leaf, group);
    utstring_done(&key);
    utstring_done(&label);
    utstring_done(&words);
    utarray_done(&leaves);
}

static void add_collapsed(Sketch *sketch, const Piece *piece)
{
    const GraphNode *first = sketch->slice->nodes[piece->first];
    bool start = first->flags & NODE_MAIN, entry = start || first->flags & NODE_ENTRY;
    UT_string label;
    utstring_init(&label);
    label_write_count(piece->count,
                      start   ? "process start"
                      : entry ? "entry point"
                              : "function",
                      start   ? "process starts"
                      : entry ? "entry points"
                              : "functions",
                      &label);
    utstring_printf(&label, "\n");
    label_write_scope(piece->scope, piece->rest, &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = piece->key,
                                                    .label = utstring_body(&label),
                                                    .group = add_group(sketch, &sketch->slice->marks[piece->first]),
                                                    .path = first->path,
                                                    .line = first->line,
                                                    .detail = piece->scope,
                                                    .style = entry ? STYLE_ENTRY : paint_scope(first),
                                                    .shape = entry ? SHAPE_STADIUM : SHAPE_BOX});
    utstring_done(&label);
}

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
    write_leaf_key(node, leaf, &key);
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
            (first == NO_RANK || place_of(slice->nodes[*rank]) < place_of(slice->nodes[first])))
            first = *rank;
    return first;
}

static void add_registration(Sketch *sketch, const GraphEdge *edge, const char *from, const GraphNode *to)
{
    uint32_t rank = slice_owner(sketch->slice, to)->index;
    if (to->kind == NODE_CLASS && sketch->pieces.piece_of[rank] == NO_PIECE)
        rank = first_hook(sketch, to);
    uint32_t piece = rank == NO_RANK ? NO_PIECE : sketch->pieces.piece_of[rank];
    if (piece != NO_PIECE && !sketch->loose[piece])
        diagram_add_edge(sketch->diagram, (DiagramEdge){.from = from,
                                                        .to = pieces_at(&sketch->pieces, piece)->key,
                                                        .label = label_of_edge(EDGE_CALLBACK),
                                                        .path = edge->sites->path,
                                                        .line = edge->sites->line,
                                                        .kind = paint_edge(EDGE_CALLBACK, false)});
}

/* Of `part` of a node that is drawn; `leaves` are the node's. */
static void add_part_registrations(Sketch *sketch, const GraphNode *node, const GraphNode *part, const UT_array *leaves,
                                   UT_string *from)
{
    for (const GraphEdge *edge = part->out; edge; edge = edge->next_out) {
        if (!slice_is_registration(edge) || edge->key.to == node)
            continue;
        const Leaf *leaf = (const Leaf *)utarray_front(leaves);
        while (leaf && !(is_leaf_drawn(sketch, node->index, leaf) && is_call_of(leaf, edge)))
            leaf = (const Leaf *)utarray_next(leaves, leaf);
        utstring_clear(from);
        if (leaf)
            write_leaf_key(node, leaf, from);
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

/* The leaves of a function that come before that place among its calls. Returns the first that doesn't. */
static Leaf *add_leaf_edges(Sketch *sketch, const GraphNode *node, UT_array *leaves, Leaf *leaf, uint32_t before)
{
    for (; leaf && leaf->edge->order < before; leaf = (Leaf *)utarray_next(leaves, leaf))
        if (is_leaf_drawn(sketch, node->index, leaf))
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
    diagram_add_node(sketch->diagram, (DiagramNode){.key = utstring_body(&key),
                                                    .label = to->id,
                                                    .group = add_group(sketch, &sketch->slice->marks[piece->first]),
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
        slice_find_leaves(sketch->slice, node, DRAWN_LEAVES, &leaves);
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

static void draw_calls(Sketch *sketch)
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

/* The cases of entry points that are drawn together are not told apart either. */
static void join_cases(Sketch *sketch)
{
    const Slice *slice = sketch->slice;
    for (uint32_t rank = 0; rank < slice->graph->node_count; rank++) {
        const GraphNode *node = slice->nodes[rank];
        if (node->kind != NODE_CASE || !node->in)
            continue;
        uint32_t piece = sketch->pieces.piece_of[node->in->key.from->index];
        if (piece != NO_PIECE && pieces_at(&sketch->pieces, piece)->scope && !slice_has_role(node, ROLE_BOOT) &&
            !slice_has_role(node, ROLE_SHUTDOWN))
            sketch->pieces.piece_of[rank] = piece;
    }
}

static size_t easy_nodes(const ViewOptions *options)
{
    return options->max_nodes || EASY_NODES > budget_nodes(options) ? budget_nodes(options) : EASY_NODES;
}

/* How many pieces entry points may become: all of them their own where all there is to draw is little. */
static size_t limit_entries(const Sketch *sketch)
{
    size_t entries = utarray_len(sketch->entries), all = entries + utarray_len(sketch->candidates);
    if (budget_is_tight(sketch->slice->options))
        return TIGHT_PIECES;
    return all <= easy_nodes(sketch->slice->options) ? entries : ENTRY_PIECES;
}

static void add_entries(Sketch *sketch)
{
    UT_array entries, middleware;
    utarray_init(&entries, &slice_rank_icd);
    utarray_init(&middleware, &slice_rank_icd);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(sketch->entries); rank;
         rank = (const uint32_t *)utarray_next(sketch->entries, rank))
        utarray_push_back(slice_has_role(sketch->slice->nodes[*rank], ROLE_MIDDLEWARE) ? &middleware : &entries, rank);
    bool tight = budget_is_tight(sketch->slice->options);
    pieces_add_grouped(&sketch->pieces, &entries, limit_entries(sketch), "entries");
    pieces_add_grouped(&sketch->pieces, &middleware, tight ? 1 : MIDDLEWARE_PIECES, "middleware");
    join_cases(sketch);
    utarray_done(&entries);
    utarray_done(&middleware);
}

static void add_scripts(Sketch *sketch)
{
    UT_array scripts;
    utarray_init(&scripts, &slice_rank_icd);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(sketch->starts); rank;
         rank = (const uint32_t *)utarray_next(sketch->starts, rank))
        if (sketch->slice->nodes[*rank]->flags & NODE_MAIN)
            utarray_push_back(&scripts, rank);
    if (utarray_len(&scripts) > START_PIECES)
        pieces_add_grouped(&sketch->pieces, &scripts, START_PIECES, "starts");
    utarray_done(&scripts);
}

static int compare_ranks(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Whether a function's broken await is for this picture: what it awaits is drawn, or lies outside of the program. */
static bool is_caller(const Sketch *sketch, uint32_t rank)
{
    const Slice *slice = sketch->slice;
    if (!slice->marks[rank].production || !slice->marks[rank].broken_from)
        return false;
    for (uint32_t i = slice->first[rank]; i < slice->first[rank + 1]; i++)
        if (slice_flow(slice, i)->broken && sketch->pieces.piece_of[slice_flow(slice, i)->to] != NO_PIECE)
            return true;
    return false;
}

static void add_broken_callers(Sketch *sketch)
{
    const Slice *slice = sketch->slice;
    UT_array callers;
    utarray_init(&callers, &slice_rank_icd);
    uint32_t count = pieces_count(&sketch->pieces);
    for (uint32_t piece = 0; piece < count; piece++) {
        uint32_t to = pieces_at(&sketch->pieces, piece)->first;
        if (!slice->marks[to].broken_to)
            continue;
        for (uint32_t i = slice->first_entering[to]; i < slice->first_entering[to + 1]; i++) {
            uint32_t from = slice_flow(slice, slice->entering[i])->from;
            if (is_caller(sketch, from) && (sketch->main || slice->marks[from].way))
                utarray_push_back(&callers, &from);
        }
    }
    slice_sort(&callers, compare_ranks);
    for (size_t i = utarray_len(&callers); i-- > 1;)
        if (*(uint32_t *)utarray_eltptr(&callers, i) == *(uint32_t *)utarray_eltptr(&callers, i - 1))
            utarray_erase(&callers, i, 1);
    pieces_add_grouped(&sketch->pieces, &callers, budget_is_tight(slice->options) ? 1 : BROKEN_PIECES, "callers");
    utarray_done(&callers);
}

static void choose_pieces(Sketch *sketch)
{
    add_entries(sketch);
    add_scripts(sketch);
    size_t kept = 0;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(sketch->candidates); rank && kept < sketch->kept;
         rank = (const uint32_t *)utarray_next(sketch->candidates, rank), kept++)
        pieces_add(&sketch->pieces, *rank);
    add_broken_callers(sketch);
}

static size_t easy_edges(const Sketch *sketch)
{
    size_t most = budget_edges(sketch->slice->options), easy = pieces_count(&sketch->pieces) * 3 / 2;
    return easy < most && !sketch->slice->options->max_edges ? easy : most;
}

static size_t count_leaves(const Sketch *sketch, const Piece *piece)
{
    UT_array leaves;
    utarray_init(&leaves, &slice_leaf_icd);
    slice_find_leaves(sketch->slice, sketch->slice->nodes[piece->first], DRAWN_LEAVES, &leaves);
    size_t count = utarray_len(&leaves);
    utarray_done(&leaves);
    return count;
}

/* As there is room, function by function: what is new in the code turns the leaves of one of them to words, not all. */
static void choose_leafy(Sketch *sketch)
{
    size_t limit = budget_nodes(sketch->slice->options), edges = budget_edges(sketch->slice->options);
    size_t used = pieces_count(&sketch->pieces), lines = utarray_len(&sketch->links);
    sketch->leafy = memory_zeroed(used + 1, sizeof *sketch->leafy);
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces) && !sketch->words; i++) {
        const Piece *piece = pieces_at(&sketch->pieces, i);
        size_t leaves = piece->scope || sketch->loose[i] ? 0 : count_leaves(sketch, piece);
        if (used + leaves > limit || lines + leaves > edges)
            break;
        sketch->leafy[i] = true;
        used += leaves;
        lines += leaves;
    }
}

/* Whether an arrow says more than that anything may happen. */
static bool is_telling(const Sketch *sketch, const Link *link)
{
    const Piece *from = pieces_at(&sketch->pieces, link->from);
    /* Broken awaits of many functions are drawn for their own sake: where else those lead would be a thicket. */
    bool callers = from->scope && !(sketch->slice->nodes[from->first]->flags & (NODE_ENTRY | NODE_MAIN));
    return link->broken || (!callers && !(link->doubt && link->steps > DOUBTFUL_WAY));
}

/* Returns how many are gone. */
static size_t drop_side_ways(Sketch *sketch)
{
    UT_array kept;
    size_t count = utarray_len(&sketch->links);
    utarray_init(&kept, &contract_link_icd);
    for (Link *link = (Link *)utarray_front(&sketch->links); link; link = (Link *)utarray_next(&sketch->links, link))
        if (is_telling(sketch, link))
            utarray_push_back(&kept, link);
    utarray_clear(&sketch->links);
    utarray_concat(&sketch->links, &kept);
    utarray_done(&kept);
    return count - utarray_len(&sketch->links);
}

static void draw_pieces(Sketch *sketch)
{
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces); i++) {
        const Piece *piece = pieces_at(&sketch->pieces, i);
        if (sketch->loose[i])
            continue;
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
    const UT_array *reached = &sketch->slice->reached;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(reached); rank;
         rank = (const uint32_t *)utarray_next(reached, rank))
        count += sketch->slice->marks[*rank].way && sketch->pieces.piece_of[*rank] == NO_PIECE;
    return count;
}

/* Functions that are awaited though they cannot be, and are not on the picture. */
static size_t count_other_broken(const Sketch *sketch)
{
    size_t count = 0;
    for (uint32_t i = 0; sketch->main && i < sketch->slice->graph->node_count; i++)
        count += sketch->slice->marks[i].production && sketch->slice->marks[i].broken_to &&
                 sketch->pieces.piece_of[i] == NO_PIECE;
    return count;
}

/* Calls of what was reached that may be any of many, and are not followed. */
static size_t count_vague(const Sketch *sketch)
{
    const Slice *slice = sketch->slice;
    size_t count = 0;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&slice->reached); rank;
         rank = (const uint32_t *)utarray_next(&slice->reached, rank))
        for (uint32_t i = slice->first[*rank], order = UINT32_MAX; i < slice->first[*rank + 1]; i++) {
            const Flow *flow = slice_flow(slice, i);
            bool followed = slice_is_followed(slice, flow);
            count += !followed && flow->order != order;
            order = followed ? order : flow->order;
        }
    return count;
}

/* Whether sub-diagrams could say more. */
static bool is_complete(const Sketch *sketch)
{
    return sketch->kept == utarray_len(sketch->candidates) && count_collapsed_entries(sketch) == 0 &&
           sketch->links_left_out == 0 && sketch->aside == 0;
}

static void add_count(UT_string *text, size_t count, const char *one, const char *many, const char *rest)
{
    if (!count)
        return;
    label_write_count(count, one, many, text);
    utstring_printf(text, "%s", rest);
}

/* What a reader cannot see. */
static void add_captions(Sketch *sketch)
{
    size_t collapsed = count_collapsed_entries(sketch), undrawn = count_undrawn(sketch);
    if (!sketch->diagram->node_count)
        diagram_add_caption(sketch->diagram, "No entry point of a known framework: --entry says where to begin.");
    if (sketch->guessed && sketch->diagram->node_count)
        diagram_add_caption(sketch->diagram,
                            "No entry point of a known framework leads to WebSocket: drawn from functions that nobody "
                            "in the tree calls. --entry says where to begin.");
    UT_string text;
    utstring_init(&text);
    add_count(&text, collapsed, "entry point is", "entry points are", " drawn by module. ");
    add_count(&text, sketch->aside, "process start that leads to no connection is",
              "process starts that lead to no connection are", " not drawn. ");
    add_count(&text, undrawn, "function", "functions", " between those drawn: arrows pass them (via). ");
    if (!budget_is_tight(sketch->slice->options)) {
        add_count(&text, count_vague(sketch), "call", "calls", " that may be any of many not followed. ");
        add_count(&text, sketch->links_left_out, "longer way is", "longer ways are", " not drawn. ");
        add_count(&text, sketch->other_middleware, "middleware that authenticates nobody is",
                  "middleware that authenticate nobody are", " not drawn. ");
    }
    add_count(&text, count_other_broken(sketch), "more function is", "more functions are",
              " awaited but cannot be: see boundaries. ");
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
    contract_find_links(sketch->slice, sketch->pieces.piece_of, pieces_count(&sketch->pieces), &sketch->links);
    sketch->links_left_out = drop_side_ways(sketch);
    sketch->links_left_out +=
        contract_limit_links(&sketch->links, pieces_count(&sketch->pieces), easy_edges(sketch), LONGEST_WAY);
    sketch->loose = memory_zeroed(pieces_count(&sketch->pieces) + 1, sizeof *sketch->loose);
    sketch->left_out = loose_find(sketch->slice, &sketch->pieces, &sketch->links, sketch->loose);
    choose_leafy(sketch);
    choose_boxes(sketch);
    draw_pieces(sketch);
    draw_calls(sketch);
    utarray_done(&sketch->links);
    free(sketch->boxes);
    free(sketch->leafy);
    free(sketch->loose);
    add_captions(sketch);
    add_summary(sketch);
    diagram_finish(sketch->diagram);
}

static void discard(Sketch *sketch)
{
    if (!sketch->diagram)
        return;
    pieces_deinit(&sketch->pieces);
    diagram_free(sketch->diagram);
    sketch->diagram = NULL;
}

static bool try(Sketch *sketch, size_t kept)
{
    discard(sketch);
    sketch->kept = kept;
    draw(sketch);
    return budget_fits(sketch->diagram, sketch->slice->options);
}

/* As many candidates as fit: half of what is left is tried each time. */
static void draw_most(Sketch *sketch, size_t most)
{
    size_t fits = 0, fails = most + 1;
    while (fails - fits > 1) {
        size_t middle = fits + (fails - fits) / 2;
        if (try(sketch, middle))
            fits = middle;
        else
            fails = middle;
    }
    if (sketch->kept != fits || !sketch->diagram)
        try(sketch, fits);
}

/* Others take the places of candidates that turned out to be loose. */
static void fill_up(Sketch *sketch, size_t limit)
{
    enum {
        ROUNDS = 3
    };
    size_t all = utarray_len(sketch->candidates);
    for (int round = 0; round < ROUNDS && sketch->left_out && sketch->kept < all; round++) {
        size_t before = sketch->kept, wanted = limit + sketch->left_out;
        if (wanted <= before)
            return;
        if (!try(sketch, wanted < all ? wanted : all)) {
            try(sketch, before);
            return;
        }
    }
}

/* With leaves, else with words, else with fewer and fewer functions. */
static void draw_fitting(Sketch *sketch)
{
    size_t all = utarray_len(sketch->candidates), limit = easy_nodes(sketch->slice->options), used;
    pieces_init(&sketch->pieces, sketch->slice);
    add_entries(sketch);
    add_scripts(sketch);
    used = pieces_count(&sketch->pieces);
    pieces_deinit(&sketch->pieces);
    limit = limit > used ? limit - used : 0;
    size_t most = all < limit ? all : limit;
    if (!try(sketch, most)) {
        sketch->words = true;
        if (!try(sketch, most))
            draw_most(sketch, most);
    } else {
        fill_up(sketch, limit);
    }
    budget_give_up(sketch->slice->options, &sketch->diagram);
}

/* --- pictures ---------------------------------------------------------------------------------------------------- */

typedef struct {
    UT_array starts, entries, shutdowns; /* ranks */
    UT_array aside;                      /* ranks of scripts that only the picture of start-up shows */
} Roots;

/* Draws what those roots reach. */
static bool draw_roots(Sketch sketch, const Roots *roots, UT_array *out)
{
    Slice *slice = sketch.slice;
    UT_array candidates;
    utarray_init(&candidates, &slice_rank_icd);
    slice_reset(slice);
    slice_reach(slice, &roots->starts, PHASE_START);
    slice_reach(slice, &roots->entries, PHASE_CONNECTION);
    slice_reach(slice, &roots->shutdowns, PHASE_SHUTDOWN);
    slice_find_ways(slice);
    sketch.entries = &roots->entries;
    sketch.starts = &roots->starts;
    sketch.aside = utarray_len(&roots->aside);
    story_find(slice, sketch.entries, sketch.main, &candidates);
    sketch.candidates = &candidates;
    draw_fitting(&sketch);
    bool complete = is_complete(&sketch);
    pieces_deinit(&sketch.pieces);
    utarray_push_back(out, &sketch.diagram);
    utarray_done(&candidates);
    return complete;
}

static void roots_init(Roots *roots)
{
    utarray_init(&roots->starts, &slice_rank_icd);
    utarray_init(&roots->entries, &slice_rank_icd);
    utarray_init(&roots->shutdowns, &slice_rank_icd);
    utarray_init(&roots->aside, &slice_rank_icd);
}

static void roots_deinit(Roots *roots)
{
    utarray_done(&roots->starts);
    utarray_done(&roots->entries);
    utarray_done(&roots->shutdowns);
    utarray_done(&roots->aside);
}

static void draw_start(Slice *slice, const Roots *all, UT_array *out)
{
    Roots roots;
    roots_init(&roots);
    utarray_concat(&roots.starts, &all->starts);
    utarray_concat(&roots.starts, &all->aside);
    utarray_concat(&roots.shutdowns, &all->shutdowns);
    if (utarray_len(&roots.starts) + utarray_len(&roots.shutdowns))
        draw_roots((Sketch){.slice = slice, .name = "init.start-up", .title = "Start-up and shutdown"}, &roots, out);
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
    draw_roots((Sketch){.slice = slice, .name = utstring_body(&name), .title = utstring_body(&title)}, &roots, out);
    roots_deinit(&roots);
    utstring_done(&name);
    utstring_done(&title);
}

void init_draw(Slice *slice, const UT_array *given, UT_array *out)
{
    Roots roots;
    ViewsEntries found = {0};
    roots_init(&roots);
    if (utarray_len(given))
        utarray_concat(&roots.entries, given);
    else {
        views_find_entries(slice, &found);
        utarray_concat(&roots.entries, &found.list);
        views_free_entries(&found);
        ViewsStarts starts;
        views_find_starts(slice, &roots.entries, &starts);
        utarray_concat(&roots.starts, &starts.list);
        utarray_concat(&roots.aside, &starts.aside);
        views_free_starts(&starts);
        views_find_shutdowns(slice, &roots.shutdowns);
    }
    bool *aside = memory_zeroed(slice->graph->node_count + 1, sizeof *aside);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&roots.aside); rank;
         rank = (const uint32_t *)utarray_next(&roots.aside, rank))
        aside[*rank] = true;
    slice->aside = aside;
    bool complete = draw_roots((Sketch){.slice = slice,
                                        .name = "init",
                                        .title = "Start-up and connections",
                                        .where = "See init.start-up and init.ENTRY-POINT.",
                                        .main = true,
                                        .guessed = found.guessed,
                                        .other_middleware = found.middleware},
                               &roots, out);
    slice->aside = NULL;
    free(aside);
    if (!complete && slice->options->sub_diagrams) {
        draw_start(slice, &roots, out);
        for (const uint32_t *rank = (const uint32_t *)utarray_front(&roots.entries);
             rank && utarray_len(&roots.entries) > 1; rank = (const uint32_t *)utarray_next(&roots.entries, rank))
            draw_entry(slice, *rank, out);
    }
    roots_deinit(&roots);
}
