/*
 * init.c - the view of how the program comes to life: process start-up, then each connection, then shutdown.
 *
 * Of the functions on ways from a root to a landmark it draws landmarks, and forks as far as there is room; what lies
 * between is contracted. External landmarks (accept, receive, …) would be hubs that everything points to, so each
 * caller gets a leaf of its own or, when the picture is full, a word in its label.
 */
#include "views.h"

#include "../../extractors/memory.h"
#include "alternatives.h"
#include "budget.h"
#include "label.h"
#include "loose.h"
#include "sketch.h"
#include "story.h"
#include <stdlib.h>

enum {
    ENTRY_PIECES = 9, /* more entry points are drawn by module */
    START_PIECES = 9, /* and so are more scripts */
    MIDDLEWARE_PIECES = 3,
    TIGHT_PIECES = 3,  /* where every letter counts */
    BROKEN_PIECES = 3, /* more callers of broken awaits are drawn by package */
    LONGEST_WAY = 6,   /* calls that an arrow passes, as long as there is another arrow */
    EASY_NODES = 40    /* what a reader takes in, as long as nobody asks for more */
};

/* The cases of entry points that are drawn together are not told apart either. */
static void join_cases(Sketch *sketch)
{
    const Slice *slice = sketch->slice;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&slice->cases); rank;
         rank = (const uint32_t *)utarray_next(&slice->cases, rank)) {
        const GraphNode *node = slice->nodes[*rank];
        if (!node->in)
            continue;
        uint32_t piece = sketch->pieces.piece_of[node->in->key.from->index];
        if (piece != NO_PIECE && pieces_at(&sketch->pieces, piece)->scope && !slice_has_role(node, ROLE_BOOT) &&
            !slice_has_role(node, ROLE_SHUTDOWN))
            sketch->pieces.piece_of[*rank] = piece;
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

static void add_candidates(Sketch *sketch, const uint32_t *alternatives)
{
    UT_array kept;
    utarray_init(&kept, &slice_rank_icd);
    for (size_t i = 0; i < sketch->kept; i++)
        utarray_push_back(&kept, utarray_eltptr(sketch->candidates, i));
    sketch->joined = alternatives ? alternatives_join(&sketch->pieces, &kept, alternatives) : 0;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&kept); rank;
         rank = (const uint32_t *)utarray_next(&kept, rank))
        pieces_add(&sketch->pieces, *rank);
    utarray_done(&kept);
}

/* `alternatives` are NULL where each shall have a piece of its own. */
static void choose_pieces(Sketch *sketch, const uint32_t *alternatives)
{
    add_entries(sketch);
    add_scripts(sketch);
    add_candidates(sketch, alternatives);
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
    slice_find_leaves(sketch->slice, sketch->slice->nodes[piece->first], SKETCH_LEAVES, &leaves);
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
    bool callers =
        from->scope && !from->alternatives && !(sketch->slice->nodes[from->first]->flags & (NODE_ENTRY | NODE_MAIN));
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
            sketch_add_collapsed(sketch, piece);
        else
            sketch_add_function(sketch, piece->first);
    }
}

static void find_pieces(Sketch *sketch, const uint32_t *alternatives)
{
    pieces_init(&sketch->pieces, sketch->slice);
    utarray_clear(&sketch->links);
    choose_pieces(sketch, alternatives);
    contract_find_links(sketch->slice, sketch->pieces.piece_of, pieces_count(&sketch->pieces), &sketch->links);
}

/* The main picture says of alternatives that there are some; which, is for those of the entry points. */
static void find_pieces_and_join(Sketch *sketch)
{
    find_pieces(sketch, NULL);
    if (!sketch->main)
        return;
    uint32_t *alternatives = alternatives_find(&sketch->pieces, &sketch->links);
    pieces_deinit(&sketch->pieces);
    find_pieces(sketch, alternatives);
    free(alternatives);
}

/* Draws with as many candidates as the sketch says. */
static void draw(Sketch *sketch)
{
    sketch->diagram = diagram_new(sketch->name, sketch->title, DIRECTION_RIGHT);
    sketch->diagram->abreast = true;
    utarray_init(&sketch->links, &contract_link_icd);
    find_pieces_and_join(sketch);
    sketch->links_left_out = drop_side_ways(sketch);
    sketch->links_left_out +=
        contract_limit_links(&sketch->links, pieces_count(&sketch->pieces), easy_edges(sketch), LONGEST_WAY);
    sketch->loose = memory_zeroed(pieces_count(&sketch->pieces) + 1, sizeof *sketch->loose);
    sketch->left_out = loose_find(sketch->slice, &sketch->pieces, &sketch->links, sketch->loose);
    choose_leafy(sketch);
    sketch_choose_boxes(sketch);
    draw_pieces(sketch);
    sketch_draw_calls(sketch);
    utarray_done(&sketch->links);
    free(sketch->boxes);
    free(sketch->leafy);
    free(sketch->loose);
    sketch_add_captions(sketch);
    sketch_add_summary(sketch);
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

/* Others take the places of candidates that turned out to be loose, or to be drawn with others. */
static void fill_up(Sketch *sketch, size_t limit)
{
    enum {
        ROUNDS = 3
    };
    size_t all = utarray_len(sketch->candidates);
    for (int round = 0; round < ROUNDS && sketch->kept < all; round++) {
        size_t before = sketch->kept, wanted = limit + sketch->left_out + sketch->joined;
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
    sketch.untold = story_find(slice, sketch.entries, sketch.main, &candidates);
    sketch.candidates = &candidates;
    draw_fitting(&sketch);
    bool complete = sketch_is_complete(&sketch);
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
        for (const uint32_t *rank = (const uint32_t *)utarray_front(&roots.entries); rank;
             rank = (const uint32_t *)utarray_next(&roots.entries, rank))
            draw_entry(slice, *rank, out);
    }
    roots_deinit(&roots);
}
