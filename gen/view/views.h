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

/* Where connections come in, and what is to be said about it. */
typedef struct {
    UT_array list;     /* ranks */
    size_t middleware; /* that authenticates nobody and is not in the list */
    bool guessed;      /* no entry point is known: the list has functions that nobody calls */
} ViewsEntries;

/*
 * Finds the entry points of production code that are about WebSocket, and the middleware that authenticates. Where no
 * entry point is about WebSocket by itself, those count that lead to where a connection is accepted, or else the
 * functions nobody calls that do; then slice.within says what of the ways there, and of what follows, is worth drawing,
 * for what leads to one handler leads to all of them. Where nothing accepts: all entry points; where there are none, as
 * in the library of a client, the functions nobody calls that connect to a server.
 */
void views_find_entries(Slice *slice, ViewsEntries *out);
void views_free_entries(ViewsEntries *entries);

/* What starts the process: ranks. */
typedef struct {
    UT_array list;  /* scripts, hooks of start-up, code of modules that sets landmarks up */
    UT_array aside; /* of many scripts and commands: those that lead to none of the connections that others lead to */
} ViewsStarts;

/* `entries`: ranks of where connections come in. */
void views_find_starts(const Slice *slice, const UT_array *entries, ViewsStarts *out);
void views_free_starts(ViewsStarts *starts);
void views_find_shutdowns(const Slice *slice, UT_array *out);

#endif
