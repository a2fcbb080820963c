/*
 * views.h - the four views, for view.c only. Each appends its picture and then its sub-diagrams (Diagram *) to `out`.
 */
#ifndef SEAMAP_VIEWS_H
#define SEAMAP_VIEWS_H

#include "slice.h"

/* `roots` (ranks) are what the user asked to start from; empty: the catalog's entry points. */
void init_draw(Slice *slice, const UT_array *given, UT_array *out);
void factories_draw(Slice *slice, const UT_array *roots, UT_array *out);
void boundaries_draw(Slice *slice, const UT_array *roots, UT_array *out);
void overview_draw(Slice *slice, const UT_array *roots, UT_array *out);

/* Draws the parts 0 … `count` - 1 of a view, several at once where threads are free, and appends what they give in
 * their order. */
typedef void (*ViewsDrawPart)(const void *context, size_t part, UT_array *out);
void views_draw_parts(size_t count, ViewsDrawPart draw, const void *context, UT_array *out);

/* Ranks of the entry points of production code: those about WebSocket or, where there are none, all; and of the
 * middleware that authenticates. Returns how much other middleware there is. */
size_t views_find_entries(const Slice *slice, UT_array *out);
/* Ranks of what starts the process: scripts, start-up hooks, code of modules that sets landmarks up. */
void views_find_starts(const Slice *slice, UT_array *out);
void views_find_shutdowns(const Slice *slice, UT_array *out);

#endif
