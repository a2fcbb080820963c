/*
 * tally.c - see tally.h.
 */
#include "tally.h"

#include "contract.h"
#include "label.h"
#include "paint.h"
#include <string.h>

const UT_icd tally_icd = {sizeof(Tally), NULL, NULL, NULL};

static void add_edge(Tally *tally, const GraphEdge *edge)
{
    EdgeKind kind = (EdgeKind)edge->key.kind;
    if (edge->flags & EDGE_BROKEN)
        tally->broken += edge->site_count;
    else if (kind == EDGE_AWAIT)
        tally->awaits += edge->site_count;
    else if (kind == EDGE_DEPENDS)
        tally->injections += edge->site_count;
    else if (slice_is_hand_over(kind))
        tally->hand_overs += edge->site_count;
    else
        tally->calls += edge->site_count;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_pairs(const void *left, const void *right)
{
    const Tally *a = left, *b = right;
    int order = compare_numbers(a->from, b->from);
    if (!order)
        order = compare_numbers(a->to, b->to);
    if (!order)
        order = compare_numbers(a->edge->key.from->index, b->edge->key.from->index);
    return order ? order : compare_numbers(a->edge->order, b->edge->order);
}

static void sum_up(UT_array *tallies)
{
    size_t kept = 0;
    for (size_t i = 0; i < utarray_len(tallies); i++) {
        Tally *tally = (Tally *)utarray_eltptr(tallies, i);
        Tally *last = kept ? (Tally *)utarray_eltptr(tallies, kept - 1) : NULL;
        if (last && last->from == tally->from && last->to == tally->to) {
            add_edge(last, tally->edge);
            continue;
        }
        *(Tally *)utarray_eltptr(tallies, kept) = *tally;
        add_edge((Tally *)utarray_eltptr(tallies, kept), tally->edge);
        kept++;
    }
    utarray_resize(tallies, kept);
}

typedef struct {
    const char *from, *to;
    Tally tally;
} Keyed;

static int compare_keyed(const void *left, const void *right)
{
    const Keyed *a = left, *b = right;
    int order = strcmp(a->from, b->from);
    if (!order && a->tally.edge->key.from == b->tally.edge->key.from)
        order = compare_numbers(a->tally.edge->order, b->tally.edge->order);
    return order ? order : strcmp(a->to, b->to);
}

/* By the callers' names, and each caller's calls in their order. */
static void sort_by_keys(const Pieces *pieces, UT_array *tallies)
{
    static const UT_icd keyed_icd = {sizeof(Keyed), NULL, NULL, NULL};
    UT_array keyed;
    utarray_init(&keyed, &keyed_icd);
    for (Tally *tally = (Tally *)utarray_front(tallies); tally; tally = (Tally *)utarray_next(tallies, tally)) {
        Keyed item = {pieces_at(pieces, tally->from)->key, pieces_at(pieces, tally->to)->key, *tally};
        utarray_push_back(&keyed, &item);
    }
    slice_sort(&keyed, compare_keyed);
    utarray_clear(tallies);
    for (Keyed *item = (Keyed *)utarray_front(&keyed); item; item = (Keyed *)utarray_next(&keyed, item))
        utarray_push_back(tallies, &item->tally);
    utarray_done(&keyed);
}

static void add_flow(const Pieces *pieces, const Flow *flow, UT_array *out)
{
    Tally tally = {.from = pieces->piece_of[flow->from], .to = pieces->piece_of[flow->to], .edge = flow->edge};
    if (tally.from != NO_PIECE && tally.to != NO_PIECE && tally.from != tally.to)
        utarray_push_back(out, &tally);
}

static void finish(const Pieces *pieces, UT_array *out)
{
    slice_sort(out, compare_pairs);
    sum_up(out);
    sort_by_keys(pieces, out);
}

void tally_count_flows(const Pieces *pieces, const UT_array *flows, UT_array *out)
{
    for (const Flow *flow = (const Flow *)utarray_front(flows); flow; flow = (const Flow *)utarray_next(flows, flow))
        add_flow(pieces, flow, out);
    finish(pieces, out);
}

void tally_count(const Pieces *pieces, UT_array *out)
{
    tally_count_flows(pieces, &pieces->slice->flows, out);
}

uint32_t tally_weight(const Tally *tally)
{
    return tally->calls + tally->awaits + tally->hand_overs + tally->injections + tally->broken;
}

static void write_part(size_t count, const char *one, const char *many, UT_string *out)
{
    if (!count)
        return;
    if (utstring_len(out))
        utstring_printf(out, ", ");
    label_write_count(count, one, many, out);
}

static void draw_line(const Pieces *pieces, const Tally *tally, const char *label, Line line, Diagram *diagram)
{
    diagram_add_edge(diagram, (DiagramEdge){.from = pieces_at(pieces, tally->from)->key,
                                            .to = pieces_at(pieces, tally->to)->key,
                                            .label = label,
                                            .path = tally->edge->sites->path,
                                            .line = tally->edge->sites->line,
                                            .kind = line});
}

/* One place of one plain kind is what the line says already. */
static bool needs_label(const Tally *tally)
{
    return tally->calls + tally->awaits != 1 || tally->hand_overs || tally->injections;
}

/* What a single edge of another kind is called, or NULL. */
static const char *single_word(const Tally *tally)
{
    bool single = tally_weight(tally) - tally->broken == 1;
    return single && tally->hand_overs + tally->injections ? label_of_edge((EdgeKind)tally->edge->key.kind) : NULL;
}

/* The line of a sum is that of what it has most of. */
static Line line_of(const Tally *tally)
{
    if (tally->calls >= tally->awaits && tally->calls >= tally->hand_overs + tally->injections)
        return LINE_SOLID;
    return tally->awaits >= tally->hand_overs + tally->injections ? LINE_THICK : LINE_DOTTED;
}

static void write_parts(const Tally *tally, UT_string *out)
{
    const char *word = single_word(tally);
    if ((tally->calls > 0) + (tally->awaits > 0) + (tally->hand_overs > 0) + (tally->injections > 0) > 2) {
        label_write_count(tally_weight(tally) - tally->broken, "use", "uses", out); /* more words would hide the rest */
        return;
    }
    if (word) {
        utstring_printf(out, "%s", word);
        return;
    }
    write_part(tally->calls, "call", "calls", out);
    write_part(tally->awaits, "await", "awaits", out);
    write_part(tally->hand_overs, "hand-over", "hand-overs", out);
    write_part(tally->injections, "injection", "injections", out);
}

void tally_draw(const Pieces *pieces, const Tally *tally, Diagram *diagram)
{
    UT_string label;
    utstring_init(&label);
    if (needs_label(tally))
        write_parts(tally, &label);
    if (tally_weight(tally) > tally->broken)
        draw_line(pieces, tally, utstring_body(&label), line_of(tally), diagram);
    utstring_clear(&label);
    if (tally->broken > 1)
        utstring_printf(&label, "✗ %u awaits on sync", tally->broken);
    if (tally->broken)
        draw_line(pieces, tally, tally->broken > 1 ? utstring_body(&label) : label_of_broken(tally->edge->key.to),
                  LINE_BROKEN, diagram);
    utstring_done(&label);
}
