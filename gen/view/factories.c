/*
 * factories.c - the view of factories: what each makes, its twins and doubles beside it, and who asks it for one.
 *
 * Families about WebSocket, and those with a broken await, make the main picture. Callers are drawn one by one while
 * there is room, then by module, then by package: what a reader wants is which parts of the system use which factory.
 */
#include "views.h"

#include "../../extractors/catalog/catalog.h"
#include "budget.h"
#include "contract.h"
#include "family.h"
#include "label.h"
#include "paint.h"
#include "tally.h"
#include <stdlib.h>
#include <string.h>

enum {
    FACTORIES_EACH = 6, /* of each family, in the main picture */
    PRODUCTS_EACH = 3,
    ROOM = 34,    /* letters of a title that leave room for more */
    ALL_EACH = 20 /* where a family has a picture of its own */
};

/* Callers tell more than one family more would: only one family alone is drawn without them. */
static const size_t caller_limits[] = {10, 7, 4, 2, 0};
enum {
    CALLER_LIMITS = sizeof caller_limits / sizeof *caller_limits,
    TELLING_LIMITS = 3
};

#define CALLERS "callers"

static const UT_icd flow_icd = {sizeof(Flow), NULL, NULL, NULL};

typedef struct {
    const Slice *slice;
    const Families *families;
    const char *name, *title;
    uint32_t first, last;    /* families of this picture */
    uint32_t factories_each; /* how many factories of a family are drawn one by one */
    uint32_t products_each;  /* how many products */
    size_t callers;          /* pieces that callers may make */
    uint32_t wanted;         /* families that the main picture is about; 0 in sub-diagrams */
    size_t hidden_callers;
    UT_array factories; /* ranks of the factories of this picture */
    UT_array made;      /* ranks of products that libraries may make */
    UT_array askings;   /* Flow: who asks for one */
    Pieces pieces;
    Diagram *diagram;
} Sketch;

static bool is_in_picture(const Sketch *sketch, uint32_t rank)
{
    uint32_t family = sketch->families->family_of[rank];
    return family != UINT32_MAX && family >= sketch->first && family < sketch->last;
}

static void write_family_key(const Sketch *sketch, const Family *family, UT_string *out)
{
    utstring_printf(out, "family %s", sketch->slice->nodes[family->head]->id);
}

/* `made by std::make_shared`, and whatever else makes the products of a family. */
static void write_makers(const Sketch *sketch, const Family *family, UT_string *out)
{
    const char *words = "made by ";
    for (uint32_t i = 0; i < family->products; i++) {
        uint32_t rank = *(const uint32_t *)utarray_eltptr(&sketch->families->members, family->first + i);
        for (const GraphEdge *edge = sketch->slice->nodes[rank]->in; edge; edge = edge->next_in) {
            const GraphNode *maker = family_maker(edge);
            if (!maker || strstr(utstring_body(out), maker->id))
                continue;
            utstring_printf(out, "%s%s", words, maker->id);
            words = ", ";
        }
    }
}

static void add_family(Sketch *sketch, uint32_t index)
{
    const Family *family = families_at(sketch->families, index);
    UT_string key, label;
    utstring_init(&key);
    utstring_init(&label);
    write_family_key(sketch, family, &key);
    utstring_printf(&label, "%s: ", family->title);
    if (family->factories)
        label_write_count(family->factories, "factory", "factories", &label);
    else
        write_makers(sketch, family, &label);
    if (family->sync && family->async && utstring_len(&label) < ROOM)
        utstring_printf(&label, ", sync, async");
    diagram_add_group(sketch->diagram, (DiagramGroup){.key = utstring_body(&key), .label = utstring_body(&label)});
    utstring_done(&key);
    utstring_done(&label);
}

static void add_node(Sketch *sketch, uint32_t rank, const char *group, Paint paint)
{
    const GraphNode *node = sketch->slice->nodes[rank];
    UT_string label;
    utstring_init(&label);
    label_write_node(sketch->slice, node, NULL, &label);
    label_write_place(sketch->slice, node, &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = node->id,
                                                    .label = utstring_body(&label),
                                                    .group = group,
                                                    .path = node->path,
                                                    .line = node->line,
                                                    .detail = node->id,
                                                    .style = paint.style,
                                                    .shape = paint.shape});
    utstring_done(&label);
}

/* A factory known by what it returns is one, whatever its name. */
static Paint paint_member(const Sketch *sketch, const GraphNode *node)
{
    Paint paint = paint_node(sketch->slice, node);
    bool factory = family_is_factory(sketch->slice, node);
    if (!factory && paint.style != STYLE_LEGACY)
        return (Paint){STYLE_PRODUCT, SHAPE_CYLINDER};
    if (factory && paint.style != STYLE_LEGACY && paint.style != STYLE_PROBLEM)
        paint.style = STYLE_FACTORY;
    return (Paint){paint.style, factory ? SHAPE_SUBROUTINE : paint.shape};
}

/* Of many, all but the first `each` are one node: with one more than `each`, that one is drawn after all. */
static bool is_shown(uint32_t place, uint32_t count, uint32_t each)
{
    return place < each || count <= each + 1;
}

static void add_others(Sketch *sketch, const char *group, uint32_t rank, uint32_t count, bool factory)
{
    UT_string key, label;
    utstring_init(&key);
    utstring_init(&label);
    utstring_printf(&key, "%s %s", group, factory ? "factories" : "products");
    utstring_printf(&label, "%u more %s", count, factory ? "factories" : "products");
    pieces_add_named(&sketch->pieces, rank, utstring_body(&key), utstring_len(&key));
    diagram_add_node(sketch->diagram, (DiagramNode){.key = utstring_body(&key),
                                                    .label = utstring_body(&label),
                                                    .group = group,
                                                    .style = factory ? STYLE_FACTORY : STYLE_PRODUCT,
                                                    .shape = factory ? SHAPE_SUBROUTINE : SHAPE_CYLINDER});
    utstring_done(&key);
    utstring_done(&label);
}

/* Factories are the first members of their family. */
static void add_member(Sketch *sketch, const Family *family, const char *group, uint32_t place)
{
    uint32_t rank = *(const uint32_t *)utarray_eltptr(&sketch->families->members, family->first + place);
    bool factory = place < family->factories;
    uint32_t own = factory ? place : place - family->factories, count = factory ? family->factories : family->products;
    uint32_t each = factory ? sketch->factories_each : sketch->products_each;
    utarray_push_back(factory ? &sketch->factories : &sketch->made, &rank);
    if (!is_shown(own, count, each)) {
        add_others(sketch, group, rank, count - each, factory);
        return;
    }
    pieces_add(&sketch->pieces, rank);
    add_node(sketch, rank, group, paint_member(sketch, sketch->slice->nodes[rank]));
}

static void add_members(Sketch *sketch)
{
    UT_string group;
    utstring_init(&group);
    for (uint32_t i = sketch->first; i < sketch->last; i++) {
        const Family *family = families_at(sketch->families, i);
        utstring_clear(&group);
        write_family_key(sketch, family, &group);
        for (uint32_t k = 0; k < family->factories + family->products; k++)
            add_member(sketch, family, utstring_body(&group), k);
    }
    utstring_done(&group);
}

static int compare_ranks(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* No flow leads out of the tree, nor tells by what something is created. */
static void find_askings_outside(Sketch *sketch, const GraphNode *node)
{
    const Slice *slice = sketch->slice;
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in) {
        uint32_t from = slice->owners[edge->key.from->index];
        bool asks =
            node->kind == NODE_EXTERNAL ? slice_strength((EdgeKind)edge->key.kind) > 0 : family_maker(edge) != NULL;
        Flow flow = {.from = from, .to = node->index, .order = edge->order, .edge = edge};
        if (asks && slice->marks[from].production && !(node->kind == NODE_CLASS && is_in_picture(sketch, from)))
            utarray_push_back(&sketch->askings, &flow);
    }
}

static void find_askings(Sketch *sketch)
{
    const Slice *slice = sketch->slice;
    for (const uint32_t *to = (const uint32_t *)utarray_front(&sketch->factories); to;
         to = (const uint32_t *)utarray_next(&sketch->factories, to)) {
        if (slice->nodes[*to]->kind == NODE_EXTERNAL)
            find_askings_outside(sketch, slice->nodes[*to]);
        for (uint32_t i = slice->first_entering[*to]; i < slice->first_entering[*to + 1]; i++)
            utarray_push_back(&sketch->askings, slice_flow(slice, slice->entering[i]));
    }
    for (const uint32_t *to = (const uint32_t *)utarray_front(&sketch->made); to;
         to = (const uint32_t *)utarray_next(&sketch->made, to))
        find_askings_outside(sketch, slice->nodes[*to]);
}

/* Those outside who ask for something in this picture, once each. */
static void find_callers(const Sketch *sketch, UT_array *out)
{
    UT_array all;
    utarray_init(&all, &slice_rank_icd);
    for (const Flow *flow = (const Flow *)utarray_front(&sketch->askings); flow;
         flow = (const Flow *)utarray_next(&sketch->askings, flow))
        if (!is_in_picture(sketch, flow->from))
            utarray_push_back(&all, &flow->from);
    slice_sort(&all, compare_ranks);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&all); rank;
         rank = (const uint32_t *)utarray_next(&all, rank))
        if (!utarray_len(out) || *(const uint32_t *)utarray_back(out) != *rank)
            utarray_push_back(out, rank);
    utarray_done(&all);
}

static void add_caller(Sketch *sketch, const Piece *piece)
{
    const GraphNode *first = sketch->slice->nodes[piece->first];
    if (!piece->scope) {
        add_node(sketch, piece->first, CALLERS, paint_node(sketch->slice, first));
        return;
    }
    UT_string label;
    utstring_init(&label);
    label_write_scope(piece->scope, piece->rest, &label);
    utstring_printf(&label, "\n");
    label_write_count(piece->count, "caller", "callers", &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = piece->key,
                                                    .label = utstring_body(&label),
                                                    .group = CALLERS,
                                                    .path = first->path,
                                                    .line = first->line,
                                                    .detail = piece->scope,
                                                    .style = paint_scope(first),
                                                    .shape = SHAPE_BOX});
    utstring_done(&label);
}

static void add_callers(Sketch *sketch)
{
    UT_array callers;
    utarray_init(&callers, &slice_rank_icd);
    find_callers(sketch, &callers);
    sketch->hidden_callers = sketch->callers ? 0 : utarray_len(&callers);
    if (sketch->hidden_callers)
        utarray_clear(&callers);
    if (utarray_len(&callers))
        diagram_add_group(sketch->diagram, (DiagramGroup){.key = CALLERS, .label = "Callers"});
    uint32_t members = pieces_count(&sketch->pieces);
    pieces_add_grouped(&sketch->pieces, &callers, sketch->callers, "callers");
    for (uint32_t i = members; i < pieces_count(&sketch->pieces); i++)
        add_caller(sketch, pieces_at(&sketch->pieces, i));
    utarray_done(&callers);
}

/* What a factory makes, if it is of its own family: of those that may make anything, the arrows would be a thicket. */
static void add_products_of(Sketch *sketch, uint32_t rank)
{
    const Pieces *pieces = &sketch->pieces;
    for (const GraphEdge *edge = sketch->slice->nodes[rank]->out; edge; edge = edge->next_out) {
        bool own = sketch->families->family_of[rank] == sketch->families->family_of[edge->key.to->index];
        if (edge->key.kind != EDGE_RETURNS || !own)
            continue;
        diagram_add_edge(sketch->diagram,
                         (DiagramEdge){.from = pieces_at(pieces, pieces->piece_of[rank])->key,
                                       .to = pieces_at(pieces, pieces->piece_of[edge->key.to->index])->key,
                                       .label = label_of_edge(EDGE_RETURNS),
                                       .path = edge->sites->path,
                                       .line = edge->sites->line,
                                       .kind = LINE_SOLID});
    }
}

static void add_products(Sketch *sketch)
{
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&sketch->factories); rank;
         rank = (const uint32_t *)utarray_next(&sketch->factories, rank))
        add_products_of(sketch, *rank);
}

static void add_calls(Sketch *sketch)
{
    UT_array tallies;
    utarray_init(&tallies, &tally_icd);
    tally_count_flows(&sketch->pieces, &sketch->askings, &tallies);
    for (Tally *tally = (Tally *)utarray_front(&tallies); tally; tally = (Tally *)utarray_next(&tallies, tally))
        tally_draw(&sketch->pieces, tally, sketch->diagram);
    utarray_done(&tallies);
}

static void add_captions(Sketch *sketch)
{
    uint32_t wanted = sketch->wanted, all = utarray_len(&sketch->families->list);
    UT_string text;
    utstring_init(&text);
    if (sketch->hidden_callers) {
        label_write_count(sketch->hidden_callers, "caller is", "callers are", &text);
        utstring_printf(&text, " not drawn.");
        diagram_add_caption(sketch->diagram, utstring_body(&text));
        utstring_clear(&text);
    }
    if (wanted && sketch->last < wanted) {
        utstring_printf(&text, "%u of %u families of factories about WebSocket; the others: see factories.NAME.",
                        sketch->last, wanted);
        diagram_add_caption(sketch->diagram, utstring_body(&text));
        utstring_clear(&text);
    }
    if (wanted && wanted < all && family_is_subject(families_at(sketch->families, 0))) {
        label_write_count(all - wanted, "family of factories makes other things and is",
                          "families of factories make other things and are", &text);
        utstring_printf(&text, " not drawn.");
        diagram_add_caption(sketch->diagram, utstring_body(&text));
    }
    utstring_done(&text);
}

static void draw(Sketch *sketch)
{
    sketch->diagram = diagram_new(sketch->name, sketch->title, DIRECTION_RIGHT);
    pieces_init(&sketch->pieces, sketch->slice);
    utarray_init(&sketch->factories, &slice_rank_icd);
    utarray_init(&sketch->made, &slice_rank_icd);
    utarray_init(&sketch->askings, &flow_icd);
    for (uint32_t i = sketch->first; i < sketch->last; i++)
        add_family(sketch, i);
    add_members(sketch);
    slice_sort(&sketch->factories, compare_ranks);
    find_askings(sketch);
    add_callers(sketch);
    add_calls(sketch);
    add_products(sketch);
    add_captions(sketch);
    diagram_set_summary(sketch->diagram, "Factories, what they make, and who calls them.");
    diagram_finish(sketch->diagram);
    utarray_done(&sketch->factories);
    utarray_done(&sketch->made);
    utarray_done(&sketch->askings);
    pieces_deinit(&sketch->pieces);
}

static size_t drawn_of(uint32_t count, uint32_t each)
{
    return count <= each + 1 ? count : each + 1;
}

static size_t size_of(const Sketch *sketch, uint32_t index)
{
    const Family *family = families_at(sketch->families, index);
    return drawn_of(family->factories, sketch->factories_each) + drawn_of(family->products, sketch->products_each);
}

/* As many families as leave room for callers; one at least. */
static void choose_last(Sketch *sketch, uint32_t end)
{
    size_t room = budget_nodes(sketch->slice->options) * 5 / 8, used = 0;
    for (sketch->last = sketch->first; sketch->last < end; sketch->last++) {
        used += size_of(sketch, sketch->last);
        if (used > room && sketch->last > sketch->first)
            break;
    }
}

/* Fewer of what there is most of. False when there is nothing left to take away. */
static bool draw_less(Sketch *sketch)
{
    if (sketch->last > sketch->first + 1)
        sketch->last--;
    else if (sketch->factories_each > 1)
        sketch->factories_each = (sketch->factories_each + 1) / 2;
    else if (sketch->products_each > 1)
        sketch->products_each--;
    else
        return false;
    return true;
}

/* Draws families from the first on until the picture is full, however coarse their callers are. */
static void draw_fitting(Sketch *sketch, uint32_t end)
{
    choose_last(sketch, end);
    do
        for (size_t i = 0; i < (sketch->last > sketch->first + 1 ? TELLING_LIMITS : CALLER_LIMITS); i++) {
            diagram_free(sketch->diagram);
            sketch->callers = caller_limits[i];
            draw(sketch);
            if (budget_fits(sketch->diagram, sketch->slice->options))
                return;
        }
    while (draw_less(sketch));
    budget_give_up(sketch->slice->options, &sketch->diagram);
}

/* How many families the main picture is about: those that the user asked for, or WebSocket's; all, when there is
 * none. Those come first in the list. */
static uint32_t count_wanted(const Families *families, bool asked)
{
    uint32_t count = 0, all = utarray_len(&families->list);
    for (uint32_t i = 0; i < all; i++) {
        const Family *family = families_at(families, i);
        count += family_is_subject(family) && (!asked || family->reached);
    }
    return count || asked ? count : all;
}

static void draw_next(Sketch *sketch, uint32_t end, UT_array *out)
{
    const Family *family = families_at(sketch->families, sketch->first);
    UT_string name, title;
    utstring_init(&name);
    utstring_init(&title);
    /* named by the first one of each, for a number would shift */
    utstring_printf(&name, "factories.%s", sketch->slice->nodes[family->head]->id);
    utstring_printf(&title, "Factories of %s", family->title);
    sketch->name = utstring_body(&name);
    sketch->title = utstring_body(&title);
    sketch->diagram = NULL;
    draw_fitting(sketch, end);
    utarray_push_back(out, &sketch->diagram);
    utstring_done(&name);
    utstring_done(&title);
}

/* The families that the main picture had no room for, and those that it shows in part. */
static void draw_others(const Sketch *main, UT_array *out)
{
    Sketch sketch = *main;
    sketch.wanted = 0;
    for (sketch.first = 0; sketch.first < main->last; sketch.first++) {
        if (size_of(main, sketch.first) ==
            size_of(&(Sketch){.families = main->families, .factories_each = ALL_EACH, .products_each = ALL_EACH},
                    sketch.first))
            continue;
        sketch.factories_each = ALL_EACH;
        sketch.products_each = ALL_EACH / 2;
        draw_next(&sketch, sketch.first + 1, out);
    }
    for (sketch.first = main->last; sketch.first < main->wanted; sketch.first = sketch.last) {
        sketch.factories_each = FACTORIES_EACH;
        sketch.products_each = PRODUCTS_EACH;
        draw_next(&sketch, main->wanted, out);
    }
}

void factories_draw(Slice *slice, const UT_array *roots, UT_array *out)
{
    Families families;
    slice_reset(slice);
    slice_reach(slice, roots, PHASE_CONNECTION);
    families_init(&families, slice);
    uint32_t wanted = count_wanted(&families, utarray_len(roots) > 0);
    Sketch sketch = {.slice = slice,
                     .families = &families,
                     .name = "factories",
                     .title = "Factories",
                     .factories_each = FACTORIES_EACH,
                     .products_each = PRODUCTS_EACH,
                     .wanted = wanted};
    draw_fitting(&sketch, wanted);
    utarray_push_back(out, &sketch.diagram);
    if (slice->options->sub_diagrams)
        draw_others(&sketch, out);
    families_deinit(&families);
}
