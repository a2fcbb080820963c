/*
 * view.h - from the graph to diagrams that people can read.
 *
 * A view is a slice: from the entry points it keeps what lies on a way to a landmark (a role, a seam, a factory of the
 * subject), contracts pass-through chains, and collapses until the picture fits its budget. What was left out is
 * counted in the captions and drawn in sub-diagrams. Nothing is dropped in silence.
 */
#ifndef SEAMAP_VIEW_H
#define SEAMAP_VIEW_H

#include "../graph/graph.h"
#include "../../output/diagram.h"
#include "../../output/emitter.h"

typedef enum {
    VIEW_INIT,
    VIEW_FACTORIES,
    VIEW_BOUNDARIES,
    VIEW_OVERVIEW,
    VIEW_COUNT
} View;

typedef struct {
    const char *const *entries; /* ids (or unambiguous ends of ids) to start from, NULL-terminated; empty: NODE_ENTRY */
    const char *focus;          /* draw only what calls or is called by this symbol; or NULL */
    unsigned depth;             /* steps from the entries (or the focus); 0: no limit */
    size_t max_nodes;           /* 0: the default budget, 40 */
    size_t max_edges;           /* 0: the default budget, 60 */
    const Profile *profile;     /* limits of the host; never exceeded */
    bool sub_diagrams;          /* also draw what the main picture left out */
} ViewOptions;

/* The first diagram is the view itself, the others its sub-diagrams. */
typedef struct {
    Diagram **diagrams;
    size_t count;
} Views;

/*
 * What all views of one graph and the same options look at, found once. NULL when the graph doesn't have one of the
 * options' symbols: `unknown` gets the first of those. Borrows graph and options.
 */
typedef struct ViewSession ViewSession;
ViewSession *view_open(const Graph *graph, const ViewOptions *options, const char **unknown);
void view_close(ViewSession *session);

/* Draws one view. Free it with views_free(). Several threads may draw at once; inside of a parallel region, others take
 * part as well. */
Views view_draw_in(const ViewSession *session, View view);

/* Draws one view, all in one. `unknown` gets the first of options' symbols that the graph doesn't have, and false is returned. */
bool view_draw(const Graph *graph, View view, const ViewOptions *options, Views *out, const char **unknown);
void views_free(Views *out);

const char *view_name(View view); /* "init" */
View view_find(const char *name); /* or VIEW_COUNT */

/* The node that a user means: the full id, or the end of one id only ("Manager.connect"). NULL: none or several. */
GraphNode *view_find_symbol(const Graph *graph, const char *symbol);

#endif
