/*
 * view.c - finds what the user named, and asks the view for its diagrams.
 */
#include "view.h"

#include "../../extractors/memory.h"
#include "slice.h"
#include "views.h"
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    void (*draw)(Slice *slice, const UT_array *roots, UT_array *out);
} views[VIEW_COUNT] = {
    [VIEW_INIT] = {"init", init_draw},
    [VIEW_FACTORIES] = {"factories", factories_draw},
    [VIEW_BOUNDARIES] = {"boundaries", boundaries_draw},
    [VIEW_OVERVIEW] = {"overview", overview_draw},
};

const char *view_name(View view)
{
    return views[view].name;
}

View view_find(const char *name)
{
    unsigned view = 0;
    while (view < VIEW_COUNT && strcmp(views[view].name, name) != 0)
        view++;
    return (View)view;
}

static bool ends_with_name(const char *id, const char *end)
{
    size_t length = strlen(id), end_length = strlen(end);
    if (end_length == 0 || end_length >= length || strcmp(id + length - end_length, end) != 0)
        return false;
    return strchr(".:#", id[length - end_length - 1]) != NULL;
}

GraphNode *view_find_symbol(const Graph *graph, const char *symbol)
{
    GraphNode *found = graph_find_node(graph, symbol);
    for (GraphNode *node = found ? NULL : graph->nodes; node; node = node->hh.next) {
        if (!ends_with_name(node->id, symbol))
            continue;
        if (found)
            return NULL;
        found = node;
    }
    return found;
}

static bool find_roots(const Graph *graph, const ViewOptions *options, UT_array *roots, const char **unknown)
{
    for (const char *const *entry = options->entries; entry && *entry; entry++) {
        GraphNode *node = view_find_symbol(graph, *entry);
        if (!node) {
            *unknown = *entry;
            return false;
        }
        utarray_push_back(roots, &node->index);
    }
    return true;
}

/* Hands the diagrams over: main picture first, and no other when none was asked for. */
static void give(UT_array *diagrams, const ViewOptions *options, Views *out)
{
    size_t count = utarray_len(diagrams), kept = options->sub_diagrams || count < 1 ? count : 1;
    out->diagrams = memory_zeroed(count ? count : 1, sizeof(Diagram *));
    for (size_t i = 0; i < count; i++) {
        Diagram *diagram = *(Diagram **)utarray_eltptr(diagrams, i);
        if (i < kept)
            out->diagrams[out->count++] = diagram;
        else
            diagram_free(diagram);
    }
}

struct ViewSession {
    Slice slice;
    UT_array roots; /* ranks of the options' entries */
};

ViewSession *view_open(const Graph *graph, const ViewOptions *options, const char **unknown)
{
    GraphNode *focus = options->focus ? view_find_symbol(graph, options->focus) : NULL;
    if (options->focus && !focus) {
        *unknown = options->focus;
        return NULL;
    }
    ViewSession *session = memory_zeroed(1, sizeof *session);
    utarray_init(&session->roots, &slice_rank_icd);
    if (!find_roots(graph, options, &session->roots, unknown)) {
        utarray_done(&session->roots);
        free(session);
        return NULL;
    }
    slice_init(&session->slice, graph, options, focus);
    return session;
}

void view_close(ViewSession *session)
{
    if (!session)
        return;
    slice_deinit(&session->slice);
    utarray_done(&session->roots);
    free(session);
}

static const UT_icd diagram_icd = {sizeof(Diagram *), NULL, NULL, NULL};

Views view_draw_in(const ViewSession *session, View view)
{
    Slice slice;
    UT_array diagrams;
    Views out = {0};
    slice_share(&session->slice, &slice);
    utarray_init(&diagrams, &diagram_icd);
    views[view].draw(&slice, &session->roots, &diagrams);
    give(&diagrams, slice.options, &out);
    utarray_done(&diagrams);
    slice_unshare(&slice);
    return out;
}

/* A part of a view, for the thread that draws it. */
typedef struct {
    ViewsDrawPart draw;
    const void *context;
    size_t number;
    UT_array diagrams;
} Part;

static void draw_part(Part *part)
{
    utarray_init(&part->diagrams, &diagram_icd);
    part->draw(part->context, part->number, &part->diagrams);
}

void views_draw_parts(size_t count, ViewsDrawPart draw, const void *context, UT_array *out)
{
    Part *parts = memory_zeroed(count + 1, sizeof *parts);
    for (size_t i = 0; i < count; i++) {
        Part *part = &parts[i];
        *part = (Part){.draw = draw, .context = context, .number = i};
#pragma omp task
        draw_part(part);
    }
#pragma omp taskwait
    for (size_t i = 0; i < count; i++) {
        utarray_concat(out, &parts[i].diagrams);
        utarray_done(&parts[i].diagrams);
    }
    free(parts);
}

bool view_draw(const Graph *graph, View view, const ViewOptions *options, Views *out, const char **unknown)
{
    *out = (Views){0};
    ViewSession *session = view_open(graph, options, unknown);
    bool drawn = session != NULL;
    if (drawn)
        *out = view_draw_in(session, view);
    view_close(session);
    return drawn;
}

void views_free(Views *out)
{
    for (size_t i = 0; i < out->count; i++)
        diagram_free(out->diagrams[i]);
    free(out->diagrams);
    *out = (Views){0};
}
