/*
 * compare_draw.c - a comparison as one picture.
 *
 * What changed is drawn one by one, what matters most first, each with what stands around it. What there is no room for
 * is drawn by module, a box for all that changed in it. Marks stand in words and lines as well as in colours.
 */
#include "compare.h"

#include "../../extractors/memory.h"
#include "budget.h"
#include "label.h"
#include "paint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

enum {
    DEFAULT_NODES = 30,
    LEAST_NODES = 3,
    PIECES = 6,      /* modules drawn as one box, in a full picture */
    NEIGHBOURS = 4,  /* unchanged callers, and as many callees, of one thing that changed */
    CONTEXT_PART = 4 /* in a picture that is full of changes, one part in so many is left for what is around them */
};

/* How an entity is drawn. */
typedef enum {
    DRAWN_NOT,
    DRAWN_ITSELF,
    DRAWN_AROUND, /* unchanged, but next to what changed */
    DRAWN_IN_PIECE
} Drawn;

/* All that changed in one module and isn't drawn one by one. */
typedef struct {
    const char *module;
    char *key;
    size_t counts[FATE_CHANGED + 1], total;
    bool merged; /* into another one */
    UT_hash_handle hh;
} Piece;

/* Links that changed between a piece and what is drawn itself. */
typedef struct {
    const char *from, *to; /* keys of the diagram's nodes: the same text is the same address */
} BundleKey;

typedef struct {
    BundleKey key;
    size_t counts[FATE_CHANGED + 1];
    UT_hash_handle hh;
} Bundle;

typedef struct {
    const Comparison *comparison;
    size_t room;
    uint32_t *changed; /* entities, what matters most first */
    size_t changed_count, own_count;
    Drawn *drawn; /* by entity */
    size_t nodes;
    size_t neighbours_left_out;
    Piece *pieces;
    Piece **piece_of; /* by entity */
    Bundle *bundles;
    Diagram *diagram;
} Picture;

/* --- what is drawn --- */

static int compare_weights(const void *left, const void *right, void *context)
{
    const Entity *entities = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (entities[a].weight != entities[b].weight)
        return entities[a].weight < entities[b].weight ? -1 : 1;
    return (a > b) - (a < b);
}

static void find_changed(Picture *picture)
{
    const Comparison *comparison = picture->comparison;
    picture->changed = memory_zeroed(comparison->entity_count, sizeof *picture->changed);
    for (uint32_t i = 0; i < comparison->entity_count; i++)
        if (comparison->entities[i].wanted &&
            (comparison->entities[i].fate != FATE_SAME || comparison->entities[i].problem))
            picture->changed[picture->changed_count++] = i;
    if (picture->changed_count)
        qsort_r(picture->changed, picture->changed_count, sizeof *picture->changed, compare_weights,
                comparison->entities);
}

/* Links of an entity's own, which are side by side. */
static size_t first_link_of(const Comparison *comparison, uint32_t entity)
{
    size_t low = 0, high = comparison->link_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (comparison->links[middle].from < entity)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A box for itself, and one for each landmark outside of the tree that it turns to or from. */
static size_t size_of(const Comparison *comparison, uint32_t entity)
{
    size_t size = 1;
    for (size_t i = first_link_of(comparison, entity);
         i < comparison->link_count && comparison->links[i].from == entity; i++)
        size += comparison->links[i].to == NO_RANK && comparison->links[i].fate != FATE_SAME;
    return size;
}

static bool draw_entity(Picture *picture, uint32_t entity, Drawn how, size_t room)
{
    size_t size = how == DRAWN_ITSELF ? size_of(picture->comparison, entity) : 1;
    if (picture->drawn[entity] != DRAWN_NOT || picture->nodes + size > room)
        return false;
    picture->drawn[entity] = how;
    picture->nodes += size;
    return true;
}

/* As many as there is room for; when not all, there must be room for the pieces, too. */
static void choose_changed(Picture *picture)
{
    size_t all = 0, pieces = picture->room > 2 * PIECES ? PIECES : 1;
    for (size_t i = 0; i < picture->changed_count; i++)
        all += size_of(picture->comparison, picture->changed[i]);
    size_t room = all <= picture->room ? picture->room : picture->room - pieces - picture->room / CONTEXT_PART;
    for (size_t i = 0; i < picture->changed_count; i++)
        picture->own_count += draw_entity(picture, picture->changed[i], DRAWN_ITSELF, room);
}

static Piece *piece_named(Picture *picture, const char *module)
{
    Piece *piece;
    HASH_FIND_STR(picture->pieces, module, piece);
    if (piece)
        return piece;
    piece = memory_zeroed(1, sizeof *piece);
    piece->module = module;
    piece->key = memory_format("changes in %s", module);
    HASH_ADD_KEYPTR(hh, picture->pieces, piece->module, strlen(piece->module), piece);
    return piece;
}

/* Largest first; then by name. */
static int compare_pieces(Piece *a, Piece *b)
{
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return strcmp(a->module, b->module);
}

static void put_in_piece(Picture *picture, uint32_t entity, const char *module)
{
    Piece *piece = piece_named(picture, module);
    picture->drawn[entity] = DRAWN_IN_PIECE;
    picture->piece_of[entity] = piece;
    piece->counts[picture->comparison->entities[entity].fate]++;
    piece->total++;
}

static const char elsewhere[] = "";

static void take_over(Piece *rest, const Piece *piece)
{
    for (Fate fate = 0; fate <= FATE_CHANGED; fate++)
        rest->counts[fate] += piece->counts[fate];
    rest->total += piece->total;
}

static void drop_merged(Picture *picture)
{
    Piece *piece, *next;
    HASH_ITER(hh, picture->pieces, piece, next)
    {
        if (!piece->merged)
            continue;
        HASH_DEL(picture->pieces, piece);
        free(piece->key);
        free(piece);
    }
}

/* Modules of which there is no room for a box of their own go into one. */
static void merge_small_pieces(Picture *picture)
{
    size_t limit = picture->room > picture->nodes + 1 ? picture->room - picture->nodes : 1, place = 0;
    if (HASH_COUNT(picture->pieces) <= limit || HASH_COUNT(picture->pieces) < 2)
        return;
    limit = limit < PIECES ? limit : PIECES;
    HASH_SORT(picture->pieces, compare_pieces);
    Piece *rest = piece_named(picture, elsewhere);
    for (Piece *piece = picture->pieces; piece; piece = piece->hh.next) {
        piece->merged = ++place >= limit && piece != rest;
        if (piece->merged)
            take_over(rest, piece);
    }
    for (uint32_t i = 0; i < picture->comparison->entity_count; i++)
        if (picture->piece_of[i] && picture->piece_of[i]->merged)
            picture->piece_of[i] = rest;
    drop_merged(picture);
}

static void choose_pieces(Picture *picture)
{
    const Slice *slice;
    for (size_t i = 0; i < picture->changed_count; i++) {
        uint32_t entity = picture->changed[i];
        if (picture->drawn[entity] == DRAWN_NOT)
            put_in_piece(picture, entity,
                         compare_node(picture->comparison, &picture->comparison->entities[entity], &slice)->module);
    }
    merge_small_pieces(picture);
    picture->nodes += HASH_COUNT(picture->pieces);
}

/* What problems are about, and the other ends of links that changed. */
static void choose_ends(Picture *picture)
{
    for (uint32_t i = 0; i < picture->comparison->entity_count; i++) {
        const Entity *entity = &picture->comparison->entities[i];
        if (entity->culprit != NO_RANK && picture->drawn[i] == DRAWN_ITSELF &&
            picture->drawn[entity->culprit] == DRAWN_NOT &&
            !draw_entity(picture, entity->culprit, DRAWN_AROUND, picture->room))
            picture->neighbours_left_out++;
    }
    for (size_t i = 0; i < picture->comparison->link_count; i++) {
        const Link *link = &picture->comparison->links[i];
        bool wanted = link->to != NO_RANK && link->fate != FATE_SAME && picture->drawn[link->from] == DRAWN_ITSELF &&
                      picture->comparison->entities[link->to].wanted;
        if (wanted && picture->drawn[link->to] == DRAWN_NOT &&
            !draw_entity(picture, link->to, DRAWN_AROUND, picture->room))
            picture->neighbours_left_out++;
    }
}

/* One step around: callers and callees as they were, so many of each. */
static void choose_neighbours(Picture *picture)
{
    const Comparison *comparison = picture->comparison;
    uint8_t *callers = memory_zeroed(comparison->entity_count, 1),
            *callees = memory_zeroed(comparison->entity_count, 1);
    for (size_t i = 0; i < comparison->link_count; i++) {
        const Link *link = &comparison->links[i];
        bool kept = link->fate == FATE_SAME || link->passed_on;
        if (link->to == NO_RANK || !kept || !comparison->entities[link->from].wanted ||
            !comparison->entities[link->to].wanted)
            continue;
        bool into = picture->drawn[link->to] == DRAWN_ITSELF, out = picture->drawn[link->from] == DRAWN_ITSELF;
        if (into == out)
            continue;
        uint32_t other = into ? link->from : link->to;
        uint8_t *count = into ? &callers[link->to] : &callees[link->from];
        if (picture->drawn[other] != DRAWN_NOT)
            continue;
        if (*count < NEIGHBOURS && draw_entity(picture, other, DRAWN_AROUND, picture->room))
            ++*count;
        else
            picture->neighbours_left_out++;
    }
    free(callers);
    free(callees);
}

/* --- boxes --- */

static const struct {
    const char *mark;
    Style style;
    Line line;
} marks[] = {
    [FATE_SAME] = {"", STYLE_UNCHANGED, LINE_KEPT},
    [FATE_ADDED] = {"+ ", STYLE_ADDED, LINE_NEW},
    [FATE_REMOVED] = {"− ", STYLE_REMOVED, LINE_GONE},
    [FATE_CHANGED] = {"~ ", STYLE_CHANGED, LINE_NEW},
};

static const char *mark_of(const Entity *entity)
{
    bool moved = entity->fate == FATE_CHANGED && !(entity->differences & ~(uint32_t)DIFFERS_MOVED);
    return moved ? "→ " : marks[entity->fate].mark;
}

/* Puts a mark in front of a label; of a long line Mermaid would break at the space behind it. */
static void write_mark(const char *mark, UT_string *label)
{
    enum {
        LONG_LINE = 20
    };
    UT_string marked;
    utstring_init(&marked);
    bool is_long = strcspn(utstring_body(label), "\n") > LONG_LINE;
    utstring_bincpy(&marked, mark, is_long ? strcspn(mark, " ") : strlen(mark));
    utstring_concat(&marked, label);
    utstring_clear(label);
    utstring_concat(label, &marked);
    utstring_done(&marked);
}

/* A line for each. */
static void write_note(const Entity *entity, UT_string *out)
{
    compare_write_differences(entity, "\n", out);
    if (entity->differences & DIFFERS_MOVED) {
        utstring_printf(out, utstring_len(out) ? "\nwas " : "was ");
        if (entity->differences & DIFFERS_PLACE)
            utstring_printf(out, "%s", entity->before->id);
        else
            label_write_name(entity->before, out);
    }
    if (entity->problem)
        utstring_printf(out, "%s✗ %s", utstring_len(out) ? "\n" : "", entity->problem);
}

static void add_box(Picture *picture, const Entity *entity)
{
    const Slice *slice;
    const GraphNode *node = compare_node(picture->comparison, entity, &slice);
    UT_string label, note;
    utstring_init(&label);
    utstring_init(&note);
    write_note(entity, &note);
    label_write_node(slice, node, utstring_body(&note), &label);
    write_mark(mark_of(entity), &label);
    label_write_place(slice, node, &label);
    diagram_add_node(picture->diagram,
                     (DiagramNode){.key = entity->key,
                                   .label = utstring_body(&label),
                                   .path = node->path,
                                   .line = node->line,
                                   .detail = entity->key,
                                   .style = entity->problem ? STYLE_PROBLEM : marks[entity->fate].style,
                                   .shape = paint_node(slice, node).shape});
    utstring_done(&note);
    utstring_done(&label);
}

static void write_counts(const size_t *counts, UT_string *out)
{
    size_t start = utstring_len(out);
    static const Fate order[] = {FATE_ADDED, FATE_REMOVED, FATE_CHANGED};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (counts[order[i]])
            utstring_printf(out, "%s%.*s%zu", utstring_len(out) > start ? " " : "",
                            (int)strcspn(marks[order[i]].mark, " "), marks[order[i]].mark, counts[order[i]]);
}

static Fate fate_of_counts(const size_t *counts)
{
    if (!counts[FATE_REMOVED] && !counts[FATE_CHANGED])
        return FATE_ADDED;
    return !counts[FATE_ADDED] && !counts[FATE_CHANGED] ? FATE_REMOVED : FATE_CHANGED;
}

static void add_piece(Picture *picture, const Piece *piece)
{
    Fate fate = fate_of_counts(piece->counts);
    UT_string label;
    utstring_init(&label);
    if (*piece->module)
        label_write_module(piece->module, &label);
    else
        utstring_printf(&label, "elsewhere");
    write_mark(marks[fate].mark, &label);
    utstring_printf(&label, "\n");
    write_counts(piece->counts, &label);
    diagram_add_node(picture->diagram, (DiagramNode){.key = piece->key,
                                                     .label = utstring_body(&label),
                                                     .style = marks[fate].style,
                                                     .shape = SHAPE_SUBROUTINE});
    utstring_done(&label);
}

/* --- arrows --- */

static Line line_of(const Link *link)
{
    bool broken = link->fate == FATE_REMOVED ? false : link->after.broken;
    return broken ? LINE_BROKEN : marks[link->fate].line;
}

static void write_label(const Link *link, UT_string *out)
{
    const LinkSide *side = compare_side(link);
    if (link->fate != FATE_SAME) {
        utstring_printf(out, "%s", marks[link->fate].mark);
        compare_write_change(link, out);
    } else if (side->broken || side->possible || side->kind != EDGE_CALL) {
        compare_write_verb(link, side, out);
    }
}

static void add_arrow(Picture *picture, const Link *link, const char *to)
{
    const GraphSite *site = compare_side(link)->edge->sites;
    UT_string label;
    utstring_init(&label);
    write_label(link, &label);
    diagram_add_edge(picture->diagram, (DiagramEdge){.from = picture->comparison->entities[link->from].key,
                                                     .to = to,
                                                     .label = utstring_body(&label),
                                                     .path = site->path,
                                                     .line = site->line,
                                                     .kind = line_of(link)});
    utstring_done(&label);
}

/* A landmark outside the tree is a box of its own for everyone who turns to it; the arrow's words are on it. */
static void add_leaf(Picture *picture, const Link *link)
{
    const LinkSide *side = compare_side(link);
    const Entity *from = &picture->comparison->entities[link->from];
    UT_string key, label;
    utstring_init(&key);
    utstring_init(&label);
    utstring_printf(&key, "%s %u", from->key, link->family);
    utstring_printf(&label, "%s", marks[link->fate].mark);
    label_write_leaf(&side->leaf, &label);
    if (side->leaf.role && strcmp(side->edge->key.to->name, utstring_body(&label)) != 0)
        utstring_printf(&label, "\n%s", side->edge->key.to->id);
    diagram_add_node(picture->diagram, (DiagramNode){.key = utstring_body(&key),
                                                     .label = utstring_body(&label),
                                                     .detail = side->edge->key.to->id,
                                                     .style = marks[link->fate].style,
                                                     .shape = SHAPE_STADIUM});
    bool says_more = side->broken || link->fate == FATE_CHANGED;
    utstring_clear(&label);
    utstring_printf(&label, "%s", marks[link->fate].mark);
    if (says_more)
        compare_write_change(link, &label);
    else
        utstring_printf(&label, side->kind == EDGE_AWAIT ? "awaits" : "calls");
    diagram_add_edge(picture->diagram, (DiagramEdge){.from = from->key,
                                                     .to = utstring_body(&key),
                                                     .label = utstring_body(&label),
                                                     .path = side->edge->sites->path,
                                                     .line = side->edge->sites->line,
                                                     .kind = line_of(link)});
    utstring_done(&label);
    utstring_done(&key);
}

static const char *key_of(const Picture *picture, uint32_t entity)
{
    const Piece *piece = picture->piece_of[entity];
    return piece ? piece->key : picture->comparison->entities[entity].key;
}

static void bundle(Picture *picture, const Link *link)
{
    Bundle *found;
    BundleKey key;
    memset(&key, 0, sizeof key);
    key.from = key_of(picture, link->from);
    key.to = key_of(picture, link->to);
    HASH_FIND(hh, picture->bundles, &key, sizeof key, found);
    if (!found) {
        found = memory_zeroed(1, sizeof *found);
        found->key = key;
        HASH_ADD(hh, picture->bundles, key, sizeof found->key, found);
    }
    found->counts[link->fate]++;
}

static void add_bundles(Picture *picture)
{
    Bundle *bundle, *next;
    HASH_ITER(hh, picture->bundles, bundle, next)
    {
        UT_string label;
        utstring_init(&label);
        write_counts(bundle->counts, &label);
        diagram_add_edge(picture->diagram, (DiagramEdge){.from = bundle->key.from,
                                                         .to = bundle->key.to,
                                                         .label = utstring_body(&label),
                                                         .kind = marks[fate_of_counts(bundle->counts)].line});
        utstring_done(&label);
        HASH_DEL(picture->bundles, bundle);
        free(bundle);
    }
}

static void add_link(Picture *picture, const Link *link)
{
    const Drawn *drawn = picture->drawn;
    if (link->to == NO_RANK) {
        if (drawn[link->from] == DRAWN_ITSELF && link->fate != FATE_SAME)
            add_leaf(picture, link);
    } else if (drawn[link->from] == DRAWN_NOT || drawn[link->to] == DRAWN_NOT) {
        return;
    } else if (drawn[link->from] == DRAWN_IN_PIECE || drawn[link->to] == DRAWN_IN_PIECE) {
        if (link->fate != FATE_SAME && drawn[link->from] != drawn[link->to])
            bundle(picture, link);
    } else if (link->fate != FATE_SAME || drawn[link->from] == DRAWN_ITSELF || drawn[link->to] == DRAWN_ITSELF) {
        add_arrow(picture, link, picture->comparison->entities[link->to].key);
    }
}

/* --- the picture --- */

static void add_captions(Picture *picture)
{
    UT_string text;
    size_t pieced = picture->changed_count - picture->own_count;
    utstring_init(&text);
    if (pieced) {
        label_write_count(pieced, "more change is", "more changes are", &text);
        utstring_printf(&text, " drawn by module, without the calls among them: +, −, ~ count what was added, removed, "
                               "changed.");
        diagram_add_caption(picture->diagram, utstring_body(&text));
    }
    utstring_clear(&text);
    if (picture->neighbours_left_out) {
        label_write_count(picture->neighbours_left_out, "unchanged neighbour is", "unchanged neighbours are", &text);
        utstring_printf(&text, " not drawn.");
        diagram_add_caption(picture->diagram, utstring_body(&text));
    }
    utstring_clear(&text);
    if (picture->comparison->echo_count) {
        utstring_printf(&text, "Not drawn: ");
        label_write_count(picture->comparison->echo_count, "possible call", "possible calls", &text);
        utstring_printf(&text, " that came or went with that in code that is as before.");
        diagram_add_caption(picture->diagram, utstring_body(&text));
    }
    utstring_done(&text);
}

static void fill(Picture *picture)
{
    const Comparison *comparison = picture->comparison;
    for (uint32_t i = 0; i < comparison->entity_count; i++)
        if (picture->drawn[i] == DRAWN_ITSELF || picture->drawn[i] == DRAWN_AROUND)
            add_box(picture, &comparison->entities[i]);
    for (const Piece *piece = picture->pieces; piece; piece = piece->hh.next)
        add_piece(picture, piece);
    for (size_t i = 0; i < comparison->link_count; i++)
        add_link(picture, &comparison->links[i]);
    add_bundles(picture);
    add_captions(picture);
    diagram_finish(picture->diagram);
}

static void picture_deinit(Picture *picture)
{
    Piece *piece, *next;
    HASH_ITER(hh, picture->pieces, piece, next)
    {
        HASH_DEL(picture->pieces, piece);
        free(piece->key);
        free(piece);
    }
    free(picture->changed);
    free(picture->drawn);
    free(picture->piece_of);
}

static Diagram *draw_within(const Comparison *comparison, size_t room)
{
    Picture picture = {.comparison = comparison, .room = room};
    picture.drawn = memory_zeroed(comparison->entity_count, sizeof *picture.drawn);
    picture.piece_of = memory_zeroed(comparison->entity_count, sizeof(Piece *));
    picture.diagram = diagram_new("diff", "What changed", DIRECTION_RIGHT);
    diagram_set_summary(picture.diagram, "Functions and classes that were added, removed or changed, with what calls "
                                         "them and what they call.");
    find_changed(&picture);
    choose_changed(&picture);
    choose_pieces(&picture);
    choose_ends(&picture);
    choose_neighbours(&picture);
    fill(&picture);
    picture_deinit(&picture);
    return picture.diagram;
}

Diagram *compare_draw(const Comparison *comparison)
{
    const ViewOptions *options = comparison->options;
    size_t room = options->max_nodes ? options->max_nodes : DEFAULT_NODES;
    Diagram *diagram = draw_within(comparison, room);
    while (!budget_fits_host(diagram, options) && room > LEAST_NODES) {
        diagram_free(diagram);
        room -= room > 12 ? room / 6 : 1;
        diagram = draw_within(comparison, room);
    }
    budget_give_up(options, &diagram);
    return diagram;
}
