/*
 * What a sketch says about itself: what a reader cannot see on it.
 */
#include "sketch.h"

#include "budget.h"
#include "label.h"

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

bool sketch_is_complete(const Sketch *sketch)
{
    return sketch->kept == utarray_len(sketch->candidates) && count_collapsed_entries(sketch) == 0 &&
           sketch->links_left_out == 0 && sketch->aside == 0 && sketch->joined == 0 && sketch->untold == 0;
}

static void add_count(UT_string *text, size_t count, const char *one, const char *many, const char *rest)
{
    if (!count)
        return;
    label_write_count(count, one, many, text);
    utstring_printf(text, "%s", rest);
}

void sketch_add_captions(Sketch *sketch)
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
    add_count(&text, undrawn, "function on these ways is", "functions on these ways are",
              " not drawn (via: an arrow passes them). ");
    if (!budget_is_tight(sketch->slice->options)) {
        add_count(&text, count_vague(sketch), "call", "calls", " that may be any of many not followed. ");
        add_count(&text, sketch->links_left_out, "longer way is", "longer ways are", " not drawn. ");
        add_count(&text, sketch->other_middleware, "middleware that authenticates nobody is",
                  "middleware that authenticate nobody are", " not drawn. ");
    }
    add_count(&text, count_other_broken(sketch), "more function is", "more functions are",
              " awaited but cannot be: see boundaries. ");
    if (sketch->where && !sketch_is_complete(sketch))
        utstring_printf(&text, "%s", sketch->where);
    while (utstring_len(&text) && utstring_body(&text)[utstring_len(&text) - 1] == ' ')
        utstring_body(&text)[--text.i] = 0;
    if (utstring_len(&text))
        diagram_add_caption(sketch->diagram, utstring_body(&text));
    utstring_done(&text);
}

void sketch_add_summary(Sketch *sketch)
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
