/*
 * overview.c - the view of packages: what each holds that matters, and how much passes between them.
 *
 * Packages are taken apart, the most notable first, as far as the budget allows. Of the arrows, broken ones stay whatever happens, and then the heaviest.
 */
#include "views.h"

#include "../../extractors/memory.h"
#include "../../extractors/catalog/catalog.h"
#include "budget.h"
#include "contract.h"
#include "label.h"
#include "paint.h"
#include "tally.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {

    EASY_NODES = 22, /* more packages than these are not easier to read than fewer */
    TELLING = 8,     /* fewer say little: then deeper ones, of which the most notable are drawn */
    EASY_ARROWS = 28
};

typedef struct {
    const Slice *slice;
    const char *name, *title;
    unsigned depth;    /* of the packages that none is taken apart of */
    UT_array *members; /* ranks of what may be drawn and lies within, once for all tries */
    UT_array *splits;  /* char *: packages that are taken apart, in the order of that */
    size_t arrows;     /* how many may be drawn */
    Diagram *diagram;
    size_t hidden_packages, hidden_arrows;
} Sketch;

static bool is_within(const char *module, const char *package)
{
    size_t length = strlen(package);
    return length == 0 || (strncmp(module, package, length) == 0 &&
                           (module[length] == graph_separator(module) || module[length] == 0));
}

/* Modules that hold nothing but names are no part of a picture. */
static bool is_drawn(const Slice *slice, uint32_t rank, bool rooted)
{
    bool reached = !rooted || slice->marks[rank].phases;
    bool empty = slice->first[rank] == slice->first[rank + 1] && slice->nodes[rank]->kind == NODE_MODULE;
    return slice->marks[rank].production && reached && !empty;
}

static bool is_split(const Sketch *sketch, const char *module, size_t length)
{
    for (const char **name = (const char **)utarray_front(sketch->splits); name;
         name = (const char **)utarray_next(sketch->splits, name))
        if (strlen(*name) == length && strncmp(*name, module, length) == 0)
            return true;
    return false;
}

static size_t scope_length(const Sketch *sketch, const char *module)
{
    unsigned depth = sketch->depth;
    size_t length = piece_scope_length(module, depth);
    while (module[length] && is_split(sketch, module, length))
        length = piece_scope_length(module, ++depth);
    return length;
}

/* Every node goes to the package of its module. Neighbours mostly share a module, and equal modules a pointer. */
static void choose_packages(const Sketch *sketch, Pieces *pieces)
{
    const char *module = NULL;
    uint32_t piece = NO_PIECE;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(sketch->members); rank;
         rank = (const uint32_t *)utarray_next(sketch->members, rank)) {
        if (sketch->slice->nodes[*rank]->module == module) {
            pieces_join(pieces, piece, *rank);
            continue;
        }
        module = sketch->slice->nodes[*rank]->module;
        piece = pieces_add_scope(pieces, *rank, scope_length(sketch, module));
    }
}

static void find_members(const Slice *slice, bool rooted, UT_array *out)
{
    for (uint32_t i = 0; i < slice->graph->node_count; i++)
        if (is_drawn(slice, i, rooted))
            utarray_push_back(out, &i);
}

static void find_members_within(const Sketch *whole, const char *package, UT_array *out)
{
    const char *module = NULL;
    bool within = false;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(whole->members); rank;
         rank = (const uint32_t *)utarray_next(whole->members, rank)) {
        if (whole->slice->nodes[*rank]->module != module) {
            module = whole->slice->nodes[*rank]->module;
            within = is_within(module, package);
        }
        if (within)
            utarray_push_back(out, rank);
    }
}

/* How often each landmark is in a package. */
typedef struct {
    size_t functions, classes, entries, starts, accepts, authentications, factories, receives, threads;
} Contents;

static void count_node(const Slice *slice, uint32_t rank, Contents *contents)
{
    const GraphNode *node = slice->nodes[rank];
    const Mark *mark = &slice->marks[rank];
    contents->functions += node->kind != NODE_MODULE && node->kind != NODE_CLASS && node->kind != NODE_CASE;
    contents->classes += node->kind == NODE_CLASS;
    contents->entries += node->flags & NODE_ENTRY && node->flags & NODE_WEBSOCKET;
    contents->starts += slice_has_role(node, ROLE_BOOT);
    contents->accepts += mark->leaves >> ROLE_ACCEPT & 1;
    contents->receives += mark->leaves >> ROLE_RECEIVE & 1;
    contents->authentications += slice_has_role(node, ROLE_AUTHENTICATE) || mark->leaves >> ROLE_AUTHENTICATE & 1;
    contents->factories += slice_has_role(node, ROLE_FACTORY) && mark->subject;
    contents->threads += mark->seams >> EDGE_TO_THREAD & 1;
}

static void write_landmark(size_t count, const char *one, const char *many, UT_string *out)
{
    if (!count)
        return;
    utstring_printf(out, "\n");
    if (count == 1)
        utstring_printf(out, "%s", one);
    else
        label_write_count(count, one, many, out);
}

static void write_contents(const Contents *contents, UT_string *out)
{
    if (contents->functions || !contents->classes)
        label_write_count(contents->functions, "function", "functions", out);
    else
        label_write_count(contents->classes, "class", "classes", out);
    write_landmark(contents->starts, "start-up", "start-up hooks", out);
    write_landmark(contents->entries, "WebSocket entry", "WebSocket entries", out);
    write_landmark(contents->accepts, "accept", "accept", out);
    write_landmark(contents->authentications, "authentication", "authenticate", out);
    write_landmark(contents->factories, "WebSocket factory", "WebSocket factories", out);
    write_landmark(contents->threads, "thread hand-over", "thread hand-overs", out);
}

static Style style_of(const Contents *contents, const GraphNode *first)
{
    if (contents->entries || contents->starts)
        return STYLE_ENTRY;
    if (contents->factories)
        return STYLE_FACTORY;
    if (contents->authentications)
        return STYLE_AUTH;
    return contents->accepts || contents->receives ? STYLE_SEAM : paint_scope(first);
}

static void draw_package(Sketch *sketch, const Pieces *pieces, uint32_t index, const Contents *contents)
{
    const Piece *piece = pieces_at(pieces, index);
    UT_string label;
    utstring_init(&label);
    label_write_module(piece->key, &label);
    utstring_printf(&label, "\n");
    write_contents(contents, &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = piece->key,
                                                    .label = utstring_body(&label),
                                                    .detail = piece->key,
                                                    .path = sketch->slice->nodes[piece->first]->path,
                                                    .line = 1,
                                                    .style = style_of(contents, sketch->slice->nodes[piece->first]),
                                                    .shape = SHAPE_BOX});
    utstring_done(&label);
}

static Contents *count_contents(const Sketch *sketch, const Pieces *pieces)
{
    Contents *contents = memory_zeroed(pieces_count(pieces) + 1, sizeof *contents);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(sketch->members); rank;
         rank = (const uint32_t *)utarray_next(sketch->members, rank))
        count_node(sketch->slice, *rank, &contents[pieces->piece_of[*rank]]);
    return contents;
}

static void draw_packages(Sketch *sketch, const Pieces *pieces, const Contents *contents, const bool *drawn)
{
    for (uint32_t i = 0; i < pieces_count(pieces); i++)
        if (drawn[i])
            draw_package(sketch, pieces, i, &contents[i]);
}

typedef struct {
    uint32_t weight, index;
} Weight;

static const UT_icd weight_icd = {sizeof(Weight), NULL, NULL, NULL};

static int compare_weights(const void *left, const void *right)
{
    const Weight *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* How much a package has to do with what the picture is about: where connections come in, and what they are for. */
static uint32_t notability_of(const Contents *contents)
{
    return (uint32_t)(contents->entries * 60 + contents->starts * 60 + contents->accepts * 20 +
                      contents->receives * 20 + contents->factories * 8 + contents->authentications * 4);
}

/* Marks the packages that may be drawn: the most notable, and of those alike the largest. */
static void choose_notable(const Pieces *pieces, const Contents *contents, bool *notable)
{
    UT_array weights;
    utarray_init(&weights, &weight_icd);
    for (uint32_t i = 0; i < pieces_count(pieces); i++) {
        uint32_t functions = contents[i].functions < 900 ? (uint32_t)contents[i].functions : 900;
        Weight weight = {notability_of(&contents[i]) * 1000 + functions, i};
        utarray_push_back(&weights, &weight);
    }
    slice_sort(&weights, compare_weights);
    for (uint32_t i = 0; i < utarray_len(&weights) && i < EASY_NODES; i++)
        notable[((Weight *)utarray_eltptr(&weights, i))->index] = true;
    utarray_done(&weights);
}

static uint32_t weight_of(const Tally *tally)
{
    return tally->broken ? UINT32_MAX : tally_weight(tally);
}

/* Marks the arrows that may be drawn, between notable packages: broken ones, and the heaviest. */
static void choose_arrows(const UT_array *tallies, const bool *notable, size_t limit, bool *chosen)
{
    UT_array weights;
    utarray_init(&weights, &weight_icd);
    for (uint32_t i = 0; i < utarray_len(tallies); i++) {
        const Tally *tally = (const Tally *)utarray_eltptr(tallies, i);
        Weight weight = {weight_of(tally), i};
        if (notable[tally->from] && notable[tally->to])
            utarray_push_back(&weights, &weight);
    }
    slice_sort(&weights, compare_weights);
    for (uint32_t i = 0; i < utarray_len(&weights) && i < limit; i++)
        chosen[((Weight *)utarray_eltptr(&weights, i))->index] = true;
    utarray_done(&weights);
}

static void draw_arrows(Sketch *sketch, const Pieces *pieces, const UT_array *tallies, const bool *chosen)
{
    for (uint32_t i = 0; i < utarray_len(tallies); i++)
        if (chosen[i])
            tally_draw(pieces, (const Tally *)utarray_eltptr(tallies, i), sketch->diagram);
        else
            sketch->hidden_arrows++;
}

/* Packages at the ends of arrows; those by themselves are counted, not drawn, unless there is nothing else. */
static void mark_drawn(Sketch *sketch, const Pieces *pieces, const UT_array *tallies, const bool *chosen, bool *drawn)
{
    for (uint32_t i = 0; i < utarray_len(tallies); i++) {
        const Tally *tally = (const Tally *)utarray_eltptr(tallies, i);
        if (chosen[i])
            drawn[tally->from] = drawn[tally->to] = true;
    }
    bool alone = utarray_len(tallies) == 0;
    for (uint32_t i = 0; i < pieces_count(pieces); i++) {
        drawn[i] |= alone && i < budget_nodes(sketch->slice->options);
        sketch->hidden_packages += !drawn[i];
    }
}

static void add_captions(Sketch *sketch)
{
    UT_string text;
    utstring_init(&text);
    if (sketch->hidden_packages) {
        label_write_count(sketch->hidden_packages, "package is not drawn", "packages are not drawn", &text);
        utstring_printf(&text, ": they have little to do with WebSocket, or with those drawn.");
        diagram_add_caption(sketch->diagram, utstring_body(&text));
        utstring_clear(&text);
    }
    if (sketch->hidden_arrows) {
        utstring_printf(&text, "The heaviest arrows; ");
        label_write_count(sketch->hidden_arrows, "lighter one is not drawn.", "lighter ones are not drawn.", &text);
        diagram_add_caption(sketch->diagram, utstring_body(&text));
    }
    diagram_set_summary(sketch->diagram, "Packages, what they hold, and how often they call each other.");
    utstring_done(&text);
}

static void draw(Sketch *sketch)
{
    Pieces pieces;
    UT_array tallies;
    pieces_init(&pieces, sketch->slice);
    utarray_init(&tallies, &tally_icd);
    choose_packages(sketch, &pieces);
    tally_count(&pieces, &tallies);
    bool *chosen = memory_zeroed(utarray_len(&tallies) + 1, sizeof *chosen);
    bool *drawn = memory_zeroed(pieces_count(&pieces) + 1, sizeof *drawn);
    bool *notable = memory_zeroed(pieces_count(&pieces) + 1, sizeof *notable);
    sketch->diagram = diagram_new(sketch->name, sketch->title, DIRECTION_DOWN);
    sketch->hidden_packages = sketch->hidden_arrows = 0;
    Contents *contents = count_contents(sketch, &pieces);
    choose_notable(&pieces, contents, notable);
    choose_arrows(&tallies, notable, sketch->arrows, chosen);
    mark_drawn(sketch, &pieces, &tallies, chosen, drawn);
    draw_packages(sketch, &pieces, contents, drawn);
    draw_arrows(sketch, &pieces, &tallies, chosen);
    add_captions(sketch);
    diagram_finish(sketch->diagram);
    free(contents);
    free(chosen);
    free(drawn);
    free(notable);
    utarray_done(&tallies);
    pieces_deinit(&pieces);
}

/* The package, one of many modules, that has most to do with the picture; NO_PIECE: none. */
static uint32_t find_splittable(const Sketch *sketch, const Pieces *pieces)
{
    uint32_t best = NO_PIECE, best_weight = 0;
    Contents *contents = count_contents(sketch, pieces);
    bool *many = memory_zeroed(pieces_count(pieces) + 1, sizeof *many);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(sketch->members); rank;
         rank = (const uint32_t *)utarray_next(sketch->members, rank)) {
        uint32_t piece = pieces->piece_of[*rank];
        many[piece] = many[piece] || sketch->slice->nodes[*rank]->module[strlen(pieces_at(pieces, piece)->key)];
    }
    for (uint32_t i = 0; i < pieces_count(pieces); i++) {
        uint32_t weight = notability_of(&contents[i]) + (uint32_t)contents[i].functions / 8 + 1;
        if (many[i] && weight > best_weight) {
            best = i;
            best_weight = weight;
        }
    }
    free(contents);
    free(many);
    return best;
}

static void undo_split(Sketch *sketch)
{
    free(*(char **)utarray_back(sketch->splits));
    utarray_pop_back(sketch->splits);
}

/* Takes one package apart. False when there is none, or there were too many parts. */
static bool split(Sketch *sketch, size_t easy)
{
    Pieces pieces;
    pieces_init(&pieces, sketch->slice);
    choose_packages(sketch, &pieces);
    size_t count = pieces_count(&pieces);
    uint32_t best = find_splittable(sketch, &pieces);
    if (best != NO_PIECE) {
        char *name = memory_text(pieces_at(&pieces, best)->key);
        utarray_push_back(sketch->splits, &name);
    }
    pieces_deinit(&pieces);
    if (best == NO_PIECE)
        return false;
    pieces_init(&pieces, sketch->slice);
    choose_packages(sketch, &pieces);
    bool good = pieces_count(&pieces) <= easy || count < TELLING;
    pieces_deinit(&pieces);
    if (!good)
        undo_split(sketch);
    return good;
}

/* Fewer arrows until all fits, or shallower packages. */
static void draw_less(Sketch *sketch, size_t arrows)
{
    for (sketch->arrows = arrows;;) {
        draw(sketch);
        if (budget_fits(sketch->diagram, sketch->slice->options))
            return;
        if (sketch->arrows > 4)
            sketch->arrows -= sketch->arrows > 10 ? 3 : 1;
        else if (utarray_len(sketch->splits) > 0)
            undo_split(sketch), sketch->arrows = arrows;
        else if (sketch->arrows > 0)
            sketch->arrows--;
        else
            return;
        diagram_free(sketch->diagram);
    }
}

static void draw_fitting(Sketch *sketch, UT_array *out)
{
    static const UT_icd name_icd = {sizeof(char *), NULL, NULL, NULL};
    size_t easy = EASY_NODES < budget_nodes(sketch->slice->options) ? EASY_NODES : budget_nodes(sketch->slice->options);
    size_t arrows = budget_edges(sketch->slice->options);
    UT_array splits;
    utarray_init(&splits, &name_icd);
    sketch->splits = &splits;
    while (split(sketch, easy))
        continue;
    if (arrows > EASY_ARROWS && !sketch->slice->options->max_edges)
        arrows = EASY_ARROWS;
    draw_less(sketch, arrows);
    budget_give_up(sketch->slice->options, &sketch->diagram);
    utarray_push_back(out, &sketch->diagram);
    while (utarray_len(&splits))
        undo_split(sketch);
    utarray_done(&splits);
    sketch->splits = NULL;
}

static unsigned count_components(const char *name)
{
    unsigned count = *name != 0;
    const char separator = graph_separator(name);
    for (; *name; name++)
        count += *name == separator;
    return count;
}

/* A picture of the inside of each package that was drawn whole. */
static void draw_inside(const Sketch *whole, const char *package, UT_array *out)
{
    UT_array members;
    UT_string name, title;
    utarray_init(&members, &slice_rank_icd);
    utstring_init(&name);
    utstring_init(&title);
    find_members_within(whole, package, &members);
    utstring_printf(&name, "overview.%s", package);
    utstring_printf(&title, "Inside %s", package);
    Sketch sketch = {.slice = whole->slice,
                     .name = utstring_body(&name),
                     .title = utstring_body(&title),
                     .members = &members,
                     .depth = count_components(package) + 1};
    draw_fitting(&sketch, out);
    if (sketch.diagram->edge_count < 2) { /* a picture of boxes tells nothing */
        diagram_free(sketch.diagram);
        utarray_pop_back(out);
    }
    utarray_done(&members);
    utstring_done(&name);
    utstring_done(&title);
}

static void draw_part(const void *context, size_t part, UT_array *out)
{
    const Sketch *whole = context;
    draw_inside(whole, whole->diagram->nodes[part].key, out);
}

void overview_draw(Slice *slice, const UT_array *roots, UT_array *out)
{
    UT_array members;
    utarray_init(&members, &slice_rank_icd);
    slice_reset(slice);
    slice_reach(slice, roots, PHASE_CONNECTION);
    find_members(slice, utarray_len(roots) > 0, &members);
    Sketch sketch = {.slice = slice, .name = "overview", .title = "Packages", .depth = 1, .members = &members};
    draw_fitting(&sketch, out);
    if (slice->options->sub_diagrams)
        views_draw_parts(sketch.diagram->node_count, draw_part, &sketch, out);
    utarray_done(&members);
}
