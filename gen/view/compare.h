/*
 * compare.h - what is different between two graphs, in the terms of the views: production code, the seams in it, and
 * what a reader thinks of as one thing.
 *
 * Nodes are the same by id, or recognised under another name or in another place (match.h). A constructor is its class and
 * a lambda the function around it, as their ids say little. Calls of what lies outside the tree count when the catalog
 * knows what they do. Lines, comments, formatting, imports, the order of definitions make no difference.
 */
#ifndef SEAMAP_COMPARE_H
#define SEAMAP_COMPARE_H

#include "../graph/match.h"
#include "slice.h"

typedef enum {
    FATE_SAME,
    FATE_ADDED,
    FATE_REMOVED,
    FATE_CHANGED
} Fate;

/* How much a change matters: the lower, the more. */
enum {
    WEIGHT_BROKEN,
    WEIGHT_ASYNC,
    WEIGHT_ROLE,
    WEIGHT_LINK_KIND,
    WEIGHT_LANDMARK, /* something of which pictures are made is new or gone */
    WEIGHT_SEAM,
    WEIGHT_NODE,
    WEIGHT_LINK,
    WEIGHT_MOVED,
    WEIGHT_DOUBT,
    WEIGHT_NOTHING
};

/* What of a node that is on both sides is different. */
enum Difference {
    DIFFERS_NAME = 1 << 0,
    DIFFERS_PLACE = 1 << 1, /* it lies elsewhere, and not because what it lies in was renamed or moved */
    DIFFERS_KIND = 1 << 2,
    DIFFERS_ASYNC = 1 << 3,
    DIFFERS_GENERATOR = 1 << 4,
    DIFFERS_ROLES = 1 << 5,
    DIFFERS_ENTRY = 1 << 6,
    DIFFERS_LEGACY = 1 << 7,
    DIFFERS_CALLS = 1 << 8, /* what it runs or returns, or how */
    DIFFERS_MOVED = DIFFERS_NAME | DIFFERS_PLACE
};

typedef struct {
    const GraphNode *before, *after; /* NULL on the side that does not have it */
    const char *key;                 /* its id after, or else before */
    Fate fate;
    uint32_t differences; /* Difference */
    uint32_t weight;      /* WEIGHT_… */
    bool wanted;          /* belongs to the views that were asked for */
    const char *problem;  /* what is newly wrong with it, see compare_add_problem(); or NULL */
    uint32_t culprit;     /* the entity that this is about, or NO_RANK */
} Entity;

/* One side of a link. */
typedef struct {
    const GraphEdge *edge; /* NULL: it is not there on this side */
    bool unknown; /* not there, since nothing is known of what the code, which is as on the other side, calls */
    EdgeKind kind;
    uint32_t order;
    bool broken, possible;
    Leaf leaf; /* of a link to a landmark outside the tree */
} LinkSide;

typedef struct {
    uint32_t from, to; /* entities; `to` is NO_RANK for a landmark outside the tree */
    unsigned family;   /* how links between the same two are told apart; canonical */
    Fate fate;
    bool passed_on; /* a possible call that came or went with its other end: `from` is as before */
    LinkSide before, after;
} Link;

typedef struct {
    const Slice *slices[2]; /* before, after */
    const ViewOptions *options;
    Match match;
    Entity *entities; /* by key */
    size_t entity_count;
    uint32_t *entity_of[2]; /* by rank of either graph: its entity, or NO_RANK */
    Link *links;            /* by from, order of calls, to, family */
    size_t link_count;
    size_t echo_count; /* possible calls that came or went without anything being changed where they are made */
} Comparison;

/*
 * Compares finished graphs, of which the slices are, as a whole; they and `options` must outlive the comparison. `views`
 * says which views the changes have to belong to; NULL: any production code.
 */
void compare_init(Comparison *comparison, const Slice *before, const Slice *after, const ViewOptions *options,
                  const bool *views);
void compare_deinit(Comparison *comparison);

/* Says that something is newly wrong with a node of the graph after, in a word that outlives the comparison, and which
 * node (or NULL) this is about: both are drawn among what matters most. */
void compare_add_problem(Comparison *comparison, const GraphNode *node, const GraphNode *culprit, const char *problem);

/* Whether what an edge of the graph before stands for is still there, in code that is as it was, and it is only not known any
 * more what it leads to. */
bool compare_is_lost(const Comparison *comparison, const GraphEdge *edge);

/* The side of a link that tells most about it: as it is now, or else was. */
const LinkSide *compare_side(const Link *link);

/* The node of an entity as it is now, or else was, and the slice that knows it. */
const GraphNode *compare_node(const Comparison *comparison, const Entity *entity, const Slice **slice);

/* What a link does, in a word: "awaits"; of a landmark, what it is: "accept". */
void compare_write_verb(const Link *link, const LinkSide *side, UT_string *out);

/* What is different about a link, without its ends: "calls", "calls → awaits", "✗ await on sync". */
void compare_write_change(const Link *link, UT_string *out);

/* What is different about an entity beside its links, with `between` between several: "became async, is now legacy"; nothing
 * when there is nothing. */
void compare_write_differences(const Entity *entity, const char *between, UT_string *out);

/*
 * Draws both graphs as one: what changed, what matters most first, and one step around it, as far as `options` of the
 * comparison have room. The rest is drawn by module, and the captions say so. The caller frees the diagram, which is
 * finished.
 */
Diagram *compare_draw(const Comparison *comparison);

#endif
