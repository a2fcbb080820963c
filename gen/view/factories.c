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

static const size_t caller_limits[] = {14, 9, 6, 4, 2, 0};
enum {
    CALLER_LIMITS = sizeof caller_limits / sizeof *caller_limits
};

#define CALLERS "callers"

typedef struct {
    const Slice *slice;
    const Families *families;
    const char *name, *title;
    uint32_t first, last; /* families of this picture */
    size_t callers;       /* pieces that callers may make */
    uint32_t wanted;      /* families that the main picture is about; 0 in sub-diagrams */
    size_t hidden_callers;
    Pieces pieces;
    Diagram *diagram;
} Sketch;

static bool is_in_picture(const Sketch *sketch, uint32_t rank)
{
    uint32_t family = sketch->families->family_of[rank];
    return family != UINT32_MAX && family >= sketch->first && family < sketch->last;
}

static bool is_drawn_factory(const Sketch *sketch, uint32_t rank)
{
    return is_in_picture(sketch, rank) && family_is_factory(sketch->slice, sketch->slice->nodes[rank]);
}

static void write_family_key(const Sketch *sketch, const Family *family, UT_string *out)
{
    utstring_printf(out, "family %s", sketch->slice->nodes[family->head]->id);
}

static void add_family(Sketch *sketch, uint32_t index)
{
    const Family *family = families_at(sketch->families, index);
    UT_string key, label;
    utstring_init(&key);
    utstring_init(&label);
    write_family_key(sketch, family, &key);
    utstring_printf(&label, "%s: ", family->title);
    label_write_count(family->factories, "factory", "factories", &label);
    if (family->sync && family->async)
        utstring_printf(&label, ", sync and async");
    if (family->products > 1)
        utstring_printf(&label, ", %u products", family->products);
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
    label_write_place(node, &label);
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

static void add_members(Sketch *sketch)
{
    UT_string group;
    utstring_init(&group);
    for (uint32_t i = 0; i < sketch->slice->graph->node_count; i++) {
        if (!is_in_picture(sketch, i))
            continue;
        utstring_clear(&group);
        write_family_key(sketch, families_at(sketch->families, sketch->families->family_of[i]), &group);
        pieces_add(&sketch->pieces, i);
        add_node(sketch, i, utstring_body(&group), paint_member(sketch, sketch->slice->nodes[i]));
    }
    utstring_done(&group);
}

/* Those outside who call a factory of this picture. */
static void find_callers(const Sketch *sketch, UT_array *out)
{
    for (uint32_t i = 0; i < sketch->slice->graph->node_count; i++) {
        bool calls = false;
        for (uint32_t k = sketch->slice->first[i]; k < sketch->slice->first[i + 1] && !calls; k++)
            calls = is_drawn_factory(sketch, slice_flow(sketch->slice, k)->to);
        if (calls && !is_in_picture(sketch, i))
            utarray_push_back(out, &i);
    }
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
    label_write_module(piece->scope, &label);
    utstring_printf(&label, "\n");
    label_write_count(piece->count, "caller", "callers", &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = piece->key,
                                                    .label = utstring_body(&label),
                                                    .group = CALLERS,
                                                    .path = first->path,
                                                    .line = first->line,
                                                    .detail = piece->scope,
                                                    .style = STYLE_PACKAGE,
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

static bool leads_to_factory(const void *context, const Flow *flow)
{
    return is_drawn_factory(context, flow->to);
}

static void add_products(Sketch *sketch)
{
    for (const GraphEdge *edge = sketch->slice->graph->edges; edge; edge = edge->hh.next) {
        if (edge->key.kind != EDGE_RETURNS || !is_drawn_factory(sketch, edge->key.from->index) ||
            !is_in_picture(sketch, edge->key.to->index))
            continue;
        diagram_add_edge(sketch->diagram, (DiagramEdge){.from = edge->key.from->id,
                                                        .to = edge->key.to->id,
                                                        .label = label_of_edge(EDGE_RETURNS, false),
                                                        .path = edge->sites->path,
                                                        .line = edge->sites->line,
                                                        .kind = LINE_SOLID});
    }
}

static void add_calls(Sketch *sketch)
{
    UT_array tallies;
    utarray_init(&tallies, &tally_icd);
    tally_count(&sketch->pieces, leads_to_factory, sketch, &tallies);
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
    if (wanted && wanted < all) {
        label_write_count(all - wanted, "family of factories", "families of factories", &text);
        utstring_printf(&text, " not about WebSocket: see factories.NAME.");
        diagram_add_caption(sketch->diagram, utstring_body(&text));
    }
    utstring_done(&text);
}

static void draw(Sketch *sketch)
{
    sketch->diagram = diagram_new(sketch->name, sketch->title, DIRECTION_RIGHT);
    pieces_init(&sketch->pieces, sketch->slice);
    for (uint32_t i = sketch->first; i < sketch->last; i++)
        add_family(sketch, i);
    add_members(sketch);
    add_callers(sketch);
    add_calls(sketch);
    add_products(sketch);
    add_captions(sketch);
    diagram_set_summary(sketch->diagram, "Factories, what they make, and who calls them.");
    diagram_finish(sketch->diagram);
    pieces_deinit(&sketch->pieces);
}

/* As many families as fit, however coarse their callers are. Returns the end of those that were drawn. */
static uint32_t draw_fitting(Sketch *sketch, uint32_t end)
{
    for (sketch->last = end;; sketch->last--)
        for (size_t i = 0; i < CALLER_LIMITS; i++) {
            sketch->callers = caller_limits[i];
            draw(sketch);
            bool last_try = sketch->last <= sketch->first + 1 && i + 1 == CALLER_LIMITS;
            if (budget_fits(sketch->diagram, sketch->slice->options))
                return sketch->last;
            if (last_try) {
                budget_give_up(sketch->slice->options, &sketch->diagram);
                return sketch->last;
            }
            diagram_free(sketch->diagram);
        }
}

/* How many families the main picture is about: WebSocket's, and those with a problem; all, when there is none. */
static uint32_t count_wanted(const Families *families)
{
    uint32_t count = 0, all = utarray_len(&families->list);
    for (uint32_t i = 0; i < all; i++)
        count += families_at(families, i)->subject || families_at(families, i)->broken;
    return count ? count : all;
}

/* Pictures of the families from `first` on, named by the first one in each: a number would shift. */
static void draw_others(Sketch *sketch, uint32_t first, uint32_t end, UT_array *out)
{
    UT_string name, title;
    utstring_init(&name);
    utstring_init(&title);
    while (first < end) {
        const Family *family = families_at(sketch->families, first);
        utstring_clear(&name);
        utstring_clear(&title);
        utstring_printf(&name, "factories.%s", sketch->slice->nodes[family->head]->id);
        utstring_printf(&title, "Factories of %s", family->title);
        sketch->name = utstring_body(&name);
        sketch->title = utstring_body(&title);
        sketch->first = first;
        first = draw_fitting(sketch, end);
        utarray_push_back(out, &sketch->diagram);
    }
    utstring_done(&name);
    utstring_done(&title);
}

void factories_draw(Slice *slice, const UT_array *roots, UT_array *out)
{
    (void)roots;
    Families families;
    families_init(&families, slice);
    Sketch sketch = {.slice = slice, .families = &families, .name = "factories", .title = "Factories"};
    uint32_t wanted = count_wanted(&families), all = utarray_len(&families.list);
    sketch.wanted = wanted;
    uint32_t drawn = draw_fitting(&sketch, wanted);
    sketch.wanted = 0;
    utarray_push_back(out, &sketch.diagram);
    if (slice->options->sub_diagrams)
        draw_others(&sketch, drawn, all, out);
    families_deinit(&families);
}
