/*
 * boundaries.c - the view of seams: only the calls that pass from synchronous to asynchronous code, to a thread, back
 * to the loop, or to a task of its own.
 *
 * A coroutine calling a plain function is everyday life and would drown the rest: that is drawn only when the function
 * is a landmark. What is not drawn is counted.
 */
#include "views.h"

#include "../../extractors/memory.h"
#include "../../extractors/catalog/catalog.h"
#include "budget.h"
#include "contract.h"
#include "fan.h"
#include "label.h"
#include "paint.h"
#include "piece.h"
#include "tally.h"
#include <stdlib.h>
#include <string.h>

enum {
    BROKEN_CALLERS = 6, /* more are drawn by package */
    BROKEN_PIECES = 9,
    EASY_NODES = 28 /* arrows side by side make a picture of two columns, and those get long */
};

typedef enum {
    LANE_SYNC_ABOVE, /* sync code is on both sides of the loop: what starts things there, and what is called there */
    LANE_ASYNC,
    LANE_SYNC,
    LANE_THREAD,
    LANE_COUNT
} Lane;

static const struct {
    const char *key, *label, *plain; /* plain: where nothing is asynchronous */
} lanes[LANE_COUNT] = {
    [LANE_SYNC_ABOVE] = {"lane 1 sync", "sync: hands over", "hands over"},
    [LANE_ASYNC] = {"lane 2 async", "async: on the event loop", ""},
    [LANE_SYNC] = {"lane 3 sync", "sync: called", "called"},
    [LANE_THREAD] = {"lane 4 thread", "thread: worker threads", "thread: worker threads"},
};

typedef struct {
    uint32_t flow, score;
    bool blocking; /* flow is no flow, but the rank of a coroutine function that blocks by itself */
} Crossing;

static const UT_icd crossing_icd = {sizeof(Crossing), NULL, NULL, NULL};

typedef struct {
    const Slice *slice;
    const char *name, *title, *where; /* where: to find what was left out */
    const UT_array *crossings;        /* Crossing, what matters most first */
    size_t kept;
    bool main;     /* the picture of all; others draw what it leaves out */
    bool fans;     /* draw functions as one that only have to do with the same other one */
    size_t fanned; /* how many are */
    bool dense;    /* as much as the host and --max-nodes allow, not only what is easy to read */
    Pieces pieces;
    Diagram *diagram;
} Sketch;

static Lane lane_of(const Slice *slice, uint32_t rank)
{
    const GraphNode *node = slice->nodes[rank];
    if (node->flags & NODE_ASYNC)
        return LANE_ASYNC;
    return node->flags & NODE_THREAD || slice->marks[rank].threaded ? LANE_THREAD : LANE_SYNC;
}

/* Whether a synchronous function is drawn for what it hands over, and not for who calls it. */
static bool is_above(const Slice *slice, uint32_t rank)
{
    for (uint32_t i = slice->first[rank]; i < slice->first[rank + 1]; i++) {
        const Flow *flow = slice_flow(slice, i);
        bool crosses = lane_of(slice, flow->from) != lane_of(slice, flow->to);
        if (slice_is_hand_over(flow->kind) && (crosses || flow->kind != EDGE_CALLBACK))
            return true;
    }
    return false;
}

static bool is_landmark_call(const Slice *slice, const Flow *flow)
{
    const GraphNode *to = slice->nodes[flow->to];
    const Mark *mark = &slice->marks[flow->to];
    bool landmark = slice_has_role(to, ROLE_AUTHENTICATE) || (slice_has_role(to, ROLE_FACTORY) && mark->subject) ||
                    mark->leaves & 1u << ROLE_BLOCKING;
    return landmark && to->kind != NODE_CLASS && lane_of(slice, flow->from) == LANE_ASYNC &&
           lane_of(slice, flow->to) != LANE_ASYNC;
}

/* The lower, the more it matters; UINT32_MAX: no crossing. What a connection never reaches comes after the rest, and of
 * two alike the one about WebSocket comes first. */
static uint32_t score_of(const Slice *slice, const Flow *flow)
{
    const Mark *from = &slice->marks[flow->from], *to = &slice->marks[flow->to];
    uint32_t far = (from->phases ? 0 : 16) + !(from->subject || to->subject);
    bool crosses = lane_of(slice, flow->from) != lane_of(slice, flow->to);
    if (flow->broken)
        return 0;
    if (flow->kind == EDGE_TO_THREAD || flow->kind == EDGE_FROM_THREAD || flow->kind == EDGE_RUN)
        return 2 + far;
    if (flow->kind == EDGE_SPAWN)
        return 4 + far;
    if (is_landmark_call(slice, flow))
        return 6 + far;
    return flow->kind == EDGE_CALLBACK && crosses ? 8 + far : UINT32_MAX;
}

static int compare_crossings(const void *left, const void *right)
{
    const Crossing *a = left, *b = right;
    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    if (a->blocking != b->blocking)
        return a->blocking ? 1 : -1;
    return a->flow < b->flow ? -1 : a->flow > b->flow; /* flows are in the order of callers and calls */
}

static void find_crossings(const Slice *slice, UT_array *out)
{
    for (uint32_t i = 0; i < utarray_len(&slice->flows); i++) {
        Crossing crossing = {.flow = i, .score = score_of(slice, slice_flow(slice, i))};
        if (crossing.score != UINT32_MAX)
            utarray_push_back(out, &crossing);
    }
    for (uint32_t i = 0; i < slice->graph->node_count; i++) {
        const Mark *mark = &slice->marks[i];
        bool blocks = mark->leaves & 1u << ROLE_BLOCKING && slice->nodes[i]->flags & NODE_ASYNC;
        Crossing crossing = {.flow = i, .score = mark->phases ? 6 : 22, .blocking = true};
        if (mark->production && blocks)
            utarray_push_back(out, &crossing);
    }
    slice_sort(out, compare_crossings);
}

static const Crossing *crossing_at(const Sketch *sketch, size_t index)
{
    return (const Crossing *)utarray_eltptr(sketch->crossings, index);
}

static int compare_ranks(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void add_ends(Sketch *sketch, bool callers, size_t limit, const char *suffix)
{
    UT_array ends;
    utarray_init(&ends, &slice_rank_icd);
    for (size_t i = 0; i < utarray_len(sketch->crossings) && crossing_at(sketch, i)->score == 0; i++) {
        const Flow *flow = slice_flow(sketch->slice, crossing_at(sketch, i)->flow);
        utarray_push_back(&ends, callers ? &flow->from : &flow->to);
    }
    slice_sort(&ends, compare_ranks);
    for (size_t i = utarray_len(&ends); i-- > 1;)
        if (*(uint32_t *)utarray_eltptr(&ends, i) == *(uint32_t *)utarray_eltptr(&ends, i - 1))
            utarray_erase(&ends, i, 1);
    pieces_add_grouped(&sketch->pieces, &ends, limit, suffix);
    utarray_done(&ends);
}

/* The lane that a function is drawn in. */
static Lane drawn_lane(const Slice *slice, uint32_t rank)
{
    Lane lane = lane_of(slice, rank);
    return lane == LANE_SYNC && is_above(slice, rank) ? LANE_SYNC_ABOVE : lane;
}

/* The crossings of each function, by rank. */
static uint32_t *count_crossings(const Sketch *sketch)
{
    uint32_t *counts = memory_zeroed(sketch->slice->graph->node_count + 1, sizeof *counts);
    for (size_t i = 0; i < sketch->kept; i++) {
        const Crossing *crossing = crossing_at(sketch, i);
        const Flow *flow = crossing->blocking ? NULL : slice_flow(sketch->slice, crossing->flow);
        counts[flow ? flow->from : crossing->flow] += flow ? 1 : 2; /* what blocks is told beside it */
        if (flow)
            counts[flow->to]++;
    }
    return counts;
}

static size_t join_fans(Sketch *sketch)
{
    const Slice *slice = sketch->slice;
    UT_array spokes;
    uint32_t *counts = count_crossings(sketch);
    utarray_init(&spokes, &fan_spoke_icd);
    for (size_t i = 0; i < sketch->kept; i++) {
        const Flow *flow = crossing_at(sketch, i)->blocking ? NULL : slice_flow(slice, crossing_at(sketch, i)->flow);
        if (!flow || flow->broken || (counts[flow->from] == 1) == (counts[flow->to] == 1))
            continue;
        bool inwards = counts[flow->from] == 1, doubt = flow->edge->flags & EDGE_POSSIBLE;
        Spoke spoke = {inwards ? flow->to : flow->from, inwards ? flow->from : flow->to, inwards,
                       ((uint32_t)flow->kind * LANE_COUNT + drawn_lane(slice, inwards ? flow->from : flow->to)) * 2 +
                           doubt};
        utarray_push_back(&spokes, &spoke);
    }
    size_t joined = fan_join(&sketch->pieces, &spokes);
    utarray_done(&spokes);
    free(counts);
    return joined;
}

/* Broken awaits are drawn whatever happens: by module and package, if need be. */
static void choose_pieces(Sketch *sketch)
{
    add_ends(sketch, false, BROKEN_PIECES, "awaited");
    add_ends(sketch, true, BROKEN_CALLERS, "callers");
    sketch->fanned = sketch->fans ? join_fans(sketch) : 0;
    for (size_t i = 0; i < sketch->kept; i++) {
        const Crossing *crossing = crossing_at(sketch, i);
        if (crossing->blocking) {
            pieces_add(&sketch->pieces, crossing->flow);
            continue;
        }
        pieces_add(&sketch->pieces, slice_flow(sketch->slice, crossing->flow)->from);
        pieces_add(&sketch->pieces, slice_flow(sketch->slice, crossing->flow)->to);
    }
}

static const char *add_lane(Sketch *sketch, Lane lane)
{
    const char *label = sketch->slice->coloured ? lanes[lane].label : lanes[lane].plain;
    diagram_add_group(sketch->diagram, (DiagramGroup){.key = lanes[lane].key, .label = label});
    return lanes[lane].key;
}

static void add_piece(Sketch *sketch, const Piece *piece)
{
    const GraphNode *node = sketch->slice->nodes[piece->first];
    bool broken = sketch->slice->marks[piece->first].broken_to;
    Paint paint = !piece->scope ? paint_node(sketch->slice, node)
                  : broken      ? (Paint){STYLE_PROBLEM, SHAPE_BOX}
                                : (Paint){paint_scope(node), SHAPE_BOX};
    UT_string label;
    utstring_init(&label);
    if (piece->scope) {
        label_write_scope(piece->scope, piece->rest, &label);
        utstring_printf(&label, utstring_len(&label) ? "\n" : "");
        label_write_count(piece->count, "function", "functions", &label);
    } else {
        label_write_coloured(sketch->slice, node, &label);
        label_write_place(sketch->slice, node, &label);
    }
    diagram_add_node(sketch->diagram, (DiagramNode){.key = piece->key,
                                                    .label = utstring_body(&label),
                                                    .group = add_lane(sketch, drawn_lane(sketch->slice, piece->first)),
                                                    .path = node->path,
                                                    .line = node->line,
                                                    .detail = piece->scope ? piece->scope : node->id,
                                                    .style = paint.style,
                                                    .shape = paint.shape});
    utstring_done(&label);
}

/* What blocks is drawn beside who calls it, in the lane of synchronous code. */
static void add_blocking(Sketch *sketch, uint32_t rank)
{
    const GraphNode *node = sketch->slice->nodes[rank];
    UT_string key, label;
    UT_array leaves;
    utstring_init(&key);
    utstring_init(&label);
    utarray_init(&leaves, &slice_leaf_icd);
    slice_find_leaves(sketch->slice, node, 1u << ROLE_BLOCKING, &leaves);
    const Leaf *leaf = (const Leaf *)utarray_front(&leaves);
    while (leaf && leaf->role != ROLE_BLOCKING)
        leaf = (const Leaf *)utarray_next(&leaves, leaf);
    if (leaf) {
        const GraphSite *site = leaf->edge->sites;
        utstring_printf(&key, "%s blocking", node->id);
        label_write_leaf(leaf, &label);
        utstring_printf(&label, "\nblocks the loop");
        diagram_add_node(sketch->diagram, (DiagramNode){.key = utstring_body(&key),
                                                        .label = utstring_body(&label),
                                                        .group = add_lane(sketch, LANE_SYNC),
                                                        .path = site->path,
                                                        .line = site->line,
                                                        .detail = leaf->edge->key.to->id,
                                                        .style = STYLE_SEAM,
                                                        .shape = SHAPE_STADIUM});
        diagram_add_edge(sketch->diagram,
                         (DiagramEdge){.from = pieces_at(&sketch->pieces, sketch->pieces.piece_of[rank])->key,
                                       .to = utstring_body(&key),
                                       .path = site->path,
                                       .line = site->line,
                                       .kind = LINE_SOLID,
                                       .far = true});
    }
    utarray_done(&leaves);
    utstring_done(&key);
    utstring_done(&label);
}

static void add_crossing(Sketch *sketch, const Flow *flow, uint32_t count)
{
    UT_string label;
    const char *word = flow->broken ? label_of_broken(sketch->slice->nodes[flow->to]) : label_of_edge(flow->kind);
    const Piece *from = pieces_at(&sketch->pieces, sketch->pieces.piece_of[flow->from]);
    const Piece *to = pieces_at(&sketch->pieces, sketch->pieces.piece_of[flow->to]);
    utstring_init(&label);
    if (count > 1 && word)
        utstring_printf(&label, "%u× ", count);
    utstring_printf(&label, "%s", word ? word : "");
    if (flow->edge->flags & EDGE_POSSIBLE && !flow->broken)
        utstring_printf(&label, "%s%s", word ? ", " : "", label_of_doubt);
    diagram_add_edge(sketch->diagram, (DiagramEdge){.from = from->key,
                                                    .to = to->key,
                                                    .label = utstring_body(&label),
                                                    .path = flow->edge->sites->path,
                                                    .line = flow->edge->sites->line,
                                                    .kind = paint_edge(flow->kind, flow->broken),
                                                    .far = drawn_lane(sketch->slice, to->first) >= LANE_SYNC});
    utstring_done(&label);
}

/* Arrows by caller and order: the flows have it, crossings come by importance. */
static void add_crossings(Sketch *sketch)
{
    UT_array flows;
    utarray_init(&flows, &slice_rank_icd);
    for (size_t i = 0; i < sketch->kept; i++)
        if (!crossing_at(sketch, i)->blocking)
            utarray_push_back(&flows, &crossing_at(sketch, i)->flow);
    slice_sort(&flows, compare_ranks);
    for (size_t i = 0; i < utarray_len(&flows); i++) {
        const Flow *flow = slice_flow(sketch->slice, *(uint32_t *)utarray_eltptr(&flows, i));
        uint32_t from = sketch->pieces.piece_of[flow->from], to = sketch->pieces.piece_of[flow->to], count = 0;
        for (size_t k = 0; k < utarray_len(&flows); k++) {
            const Flow *other = slice_flow(sketch->slice, *(uint32_t *)utarray_eltptr(&flows, k));
            count += sketch->pieces.piece_of[other->from] == from && sketch->pieces.piece_of[other->to] == to &&
                     other->kind == flow->kind && other->broken == flow->broken;
        }
        add_crossing(sketch, flow, count);
    }
    utarray_done(&flows);
    for (size_t i = 0; i < sketch->kept; i++)
        if (crossing_at(sketch, i)->blocking)
            add_blocking(sketch, crossing_at(sketch, i)->flow);
}

static void add_captions(Sketch *sketch)
{
    size_t all = utarray_len(sketch->crossings);
    diagram_set_summary(sketch->diagram, "Calls that pass from synchronous to asynchronous code, to threads and back.");
    if (sketch->kept == all && !sketch->fanned)
        return;
    UT_string text;
    utstring_init(&text);
    if (sketch->kept < all)
        utstring_printf(&text, "%zu of %zu crossings, the ones on the way of connections first.", sketch->kept, all);
    if (sketch->fanned)
        utstring_printf(&text, "%s%zu functions that only have to do with one other are drawn together.",
                        utstring_len(&text) ? " " : "", sketch->fanned);
    utstring_printf(&text, "%s", sketch->where);
    diagram_add_caption(sketch->diagram, utstring_body(&text));
    utstring_done(&text);
}

static void draw(Sketch *sketch)
{
    sketch->diagram = diagram_new(sketch->name, sketch->title, DIRECTION_RIGHT);
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces); i++)
        add_piece(sketch, pieces_at(&sketch->pieces, i));
    add_crossings(sketch);
    add_captions(sketch);
    diagram_finish(sketch->diagram);
}

static bool is_easy(const Sketch *sketch, size_t nodes)
{
    return sketch->slice->options->max_nodes || sketch->dense || nodes <= EASY_NODES;
}

/* Draws with as many crossings as `kept` says. What is sure not to fit is drawn only when it has to be. */
static bool try(Sketch *sketch, size_t kept, bool must)
{
    diagram_free(sketch->diagram);
    sketch->diagram = NULL;
    sketch->kept = kept;
    pieces_init(&sketch->pieces, sketch->slice);
    choose_pieces(sketch);
    if (must || is_easy(sketch, pieces_count(&sketch->pieces)))
        draw(sketch);
    pieces_deinit(&sketch->pieces);
    return sketch->diagram && is_easy(sketch, sketch->diagram->node_count) &&
           budget_fits(sketch->diagram, sketch->slice->options);
}

/* As many crossings as fit: half of what is left is tried each time. */
static void draw_fitting(Sketch *sketch)
{
    size_t all = utarray_len(sketch->crossings), limit = budget_edges(sketch->slice->options), broken = 0;
    while (broken < all && crossing_at(sketch, broken)->score == 0)
        broken++;
    size_t most = all < limit + broken ? all : limit + broken, fits = 0;
    if (try(sketch, most, false))
        return;
    sketch->fans = sketch->main;
    if (sketch->fans && try(sketch, most, false))
        return;
    for (size_t fails = most; fails - fits > 1;) {
        size_t middle = fits + (fails - fits) / 2;
        if (try(sketch, middle, false))
            fits = middle;
        else
            fails = middle;
    }
    if (sketch->kept != fits || !sketch->diagram)
        try(sketch, fits, true);
    budget_give_up(sketch->slice->options, &sketch->diagram);
}

/* --- a picture for each package, when one doesn't hold all --------------------------------------------------------- */

static const char *module_of(const Slice *slice, const Crossing *crossing)
{
    return slice->nodes[crossing->blocking ? crossing->flow : slice_flow(slice, crossing->flow)->from]->module;
}

static void find_packages(const Slice *slice, const UT_array *crossings, Pieces *packages, unsigned depth)
{
    for (size_t i = 0; i < utarray_len(crossings); i++) {
        const Crossing *crossing = (const Crossing *)utarray_eltptr(crossings, i);
        uint32_t rank = crossing->blocking ? crossing->flow : slice_flow(slice, crossing->flow)->from;
        pieces_add_scope(packages, rank, piece_scope_length(slice->nodes[rank]->module, depth));
    }
}

static bool has_parts(const Slice *slice, const UT_array *crossings, unsigned depth)
{
    for (size_t i = 0; i < utarray_len(crossings); i++) {
        const char *module = module_of(slice, (const Crossing *)utarray_eltptr(crossings, i));
        if (piece_scope_length(module, depth) < strlen(module))
            return true;
    }
    return false;
}

static void draw_packages(const Sketch *whole, unsigned depth, UT_array *out);

/* Appends the crossings of a package. */
static void add_own_crossings(const Sketch *whole, const char *package, unsigned depth, UT_array *out)
{
    for (size_t i = 0; i < utarray_len(whole->crossings); i++) {
        const Crossing *crossing = crossing_at(whole, i);
        const char *module = module_of(whole->slice, crossing);
        size_t length = piece_scope_length(module, depth);
        if (strlen(package) == length && strncmp(package, module, length) == 0)
            utarray_push_back(out, crossing);
    }
}

/* A package whose crossings don't fit is drawn in its parts as well. */
static void draw_package(const Sketch *whole, const char *package, unsigned depth, UT_array *out)
{
    UT_array own;
    UT_string name, title;
    utarray_init(&own, &crossing_icd);
    utstring_init(&name);
    utstring_init(&title);
    add_own_crossings(whole, package, depth, &own);
    utstring_printf(&name, "boundaries.%s", package);
    utstring_printf(&title, "Sync and async in %s", package);
    Sketch sketch = {.slice = whole->slice,
                     .name = utstring_body(&name),
                     .title = utstring_body(&title),
                     .where = "",
                     .crossings = &own};
    draw_fitting(&sketch);
    utarray_push_back(out, &sketch.diagram);
    if (sketch.kept < utarray_len(&own) && has_parts(whole->slice, &own, depth))
        draw_packages(&sketch, depth + 1, out);
    utarray_done(&own);
    utstring_done(&name);
    utstring_done(&title);
}

static const UT_icd name_icd = {sizeof(char *), NULL, NULL, NULL};

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

typedef struct {
    const Sketch *whole;
    unsigned depth;
    const UT_array *names; /* of packages */
} Packages;

static void draw_part(const void *context, size_t part, UT_array *out)
{
    const Packages *packages = context;
    draw_package(packages->whole, *(const char **)utarray_eltptr(packages->names, part), packages->depth, out);
}

/* Draws `count` packages in one picture called `name`, or halves of them in two when they don't fit. */
static void draw_together(const Sketch *whole, unsigned depth, const char *const *packages, size_t count,
                          const char *name, UT_array *out)
{
    if (count <= 1) {
        for (size_t i = 0; i < count; i++)
            draw_package(whole, packages[i], depth, out);
        return;
    }
    UT_array crossings;
    utarray_init(&crossings, &crossing_icd);
    for (size_t i = 0; i < count; i++)
        add_own_crossings(whole, packages[i], depth, &crossings);
    slice_sort(&crossings, compare_crossings);
    Sketch sketch = {.slice = whole->slice,
                     .name = name,
                     .title = "Sync and async elsewhere",
                     .where = "",
                     .crossings = &crossings,
                     .dense = true};
    draw_fitting(&sketch);
    if (sketch.kept == utarray_len(&crossings)) {
        utarray_push_back(out, &sketch.diagram);
    } else {
        diagram_free(sketch.diagram);
        for (size_t start = 0, end = count / 2; start < count; start = end, end = count) {
            UT_string half;
            utstring_init(&half);
            utstring_printf(&half, "boundaries.%s.others", packages[start]);
            draw_together(whole, depth, packages + start, end - start, utstring_body(&half), out);
            utstring_done(&half);
        }
    }
    utarray_done(&crossings);
}

/* Packages with few crossings share a picture: one for each would be dozens with one arrow. Takes them out of `names`. */
static void draw_small(const Sketch *whole, unsigned depth, UT_array *names, UT_array *out)
{
    enum {
        FEW = 6
    };
    UT_array small, large, own;
    UT_string name;
    utarray_init(&small, &name_icd);
    utarray_init(&large, &name_icd);
    utarray_init(&own, &crossing_icd);
    utstring_init(&name);
    for (const char **package = (const char **)utarray_front(names); package;
         package = (const char **)utarray_next(names, package)) {
        utarray_clear(&own);
        add_own_crossings(whole, *package, depth, &own);
        utarray_push_back(utarray_len(&own) < FEW ? &small : &large, package);
    }
    utstring_printf(&name, "%s.others", whole->name);
    draw_together(whole, depth, (const char *const *)utarray_front(&small), utarray_len(&small), utstring_body(&name),
                  out);
    utarray_clear(names);
    utarray_concat(names, &large);
    utarray_done(&small);
    utarray_done(&large);
    utarray_done(&own);
    utstring_done(&name);
}

static void draw_packages(const Sketch *whole, unsigned depth, UT_array *out)
{
    Pieces packages;
    UT_array names;
    pieces_init(&packages, whole->slice);
    utarray_init(&names, &name_icd);
    find_packages(whole->slice, whole->crossings, &packages, depth);
    for (uint32_t i = 0; i < pieces_count(&packages); i++)
        utarray_push_back(&names, &pieces_at(&packages, i)->key);
    slice_sort(&names, compare_names);
    draw_small(whole, depth, &names, out);
    views_draw_parts(utarray_len(&names), draw_part, &(Packages){whole, depth, &names}, out);
    utarray_done(&names);
    pieces_deinit(&packages);
}

static void reach_all(Slice *slice, const UT_array *roots)
{
    slice_reset(slice);
    if (utarray_len(roots)) {
        slice_reach(slice, roots, PHASE_CONNECTION);
        return;
    }
    ViewsEntries entries;
    ViewsStarts starts;
    views_find_entries(slice, &entries);
    views_find_starts(slice, &entries.list, &starts);
    utarray_concat(&starts.list, &starts.aside);
    slice_reach(slice, &starts.list, PHASE_START);
    slice_reach(slice, &entries.list, PHASE_CONNECTION);
    views_free_entries(&entries);
    views_free_starts(&starts);
}

void boundaries_draw(Slice *slice, const UT_array *roots, UT_array *out)
{
    UT_array crossings;
    utarray_init(&crossings, &crossing_icd);
    reach_all(slice, roots);
    find_crossings(slice, &crossings);
    Sketch sketch = {.slice = slice,
                     .name = "boundaries",
                     .title = "Sync, async and threads",
                     .where = " See boundaries.PACKAGE.",
                     .main = true,
                     .crossings = &crossings};
    draw_fitting(&sketch);
    utarray_push_back(out, &sketch.diagram);
    if ((sketch.kept < utarray_len(&crossings) || sketch.fanned) && slice->options->sub_diagrams)
        draw_packages(&sketch, 2, out);
    utarray_done(&crossings);
}
