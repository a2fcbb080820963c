/*
 * slice.h - which part of the graph a view is about: production code, who reaches what, and the ways to landmarks.
 *
 * A slice sees the graph as flows: edges along which control passes, between nodes of production code, at most one for
 * each pair. A constructor and its class are one node here, the class, since a reader thinks of `Manager()` as one
 * step.
 */
#ifndef SEAMAP_SLICE_H
#define SEAMAP_SLICE_H

#include "view.h"
#include <stdint.h>
#include <utarray.h>

enum {
    NO_RANK = UINT32_MAX
};

/* When a function runs. A function may run in several phases. */
enum Phase {
    PHASE_START = 1 << 0,
    PHASE_CONNECTION = 1 << 1,
    PHASE_SHUTDOWN = 1 << 2
};

/* What is known of a node. */
typedef struct {
    uint32_t phases;             /* Phase: the roots it is reached from */
    uint32_t from_start;         /* calls from the nearest root of start-up or shutdown; UINT32_MAX: none */
    uint32_t from_entry;         /* calls from the nearest entry point of a connection */
    uint32_t leaves;             /* 1 << Role of the external functions it calls */
    uint32_t seams;              /* 1 << EdgeKind of the hand-overs that start or end here */
    bool threaded;               /* handed to a thread by production code */
    bool production;             /* of the tree, no test, in focus: may be drawn */
    bool subject;                /* about WebSocket, by itself or by what it makes */
    bool broken_from, broken_to; /* end of a broken edge */
    bool injected;               /* a framework calls it for the sake of another function */
    bool registers;              /* tells a framework of an entry point */
    bool product;                /* a factory returns it */
    bool closing;                /* start-up runs it after its yield, when the process ends */
    bool stepped;                /* a step of a callback calls it, or a lambda that is an entry point */
    bool landmark;
    bool way; /* reached from a root, and a landmark or on a way to one */
} Mark;

typedef struct {
    uint32_t from, to; /* ranks of nodes */
    uint32_t order;    /* among the calls of `from` */
    uint32_t sites;    /* SiteFlag of the first site */
    EdgeKind kind;     /* the strongest of the edges between the two */
    bool broken;
    bool vague; /* one of so many that may be meant that it says nothing: no way leads along it */
    const GraphEdge *edge;
} Flow;

typedef struct {
    const Graph *graph;
    const ViewOptions *options;
    GraphNode *const *nodes; /* by rank */
    bool coloured;           /* something in the graph is asynchronous */
    Mark *marks;             /* by rank */
    uint32_t *owners;        /* by rank: the class of a constructor, see slice_owner(), or the node itself */
    uint32_t *classes;       /* by rank: the class around a method, or NO_RANK */
    UT_array flows;          /* Flow, by (from, order, to) */
    UT_array returns;        /* const GraphEdge *: all of the kind EDGE_RETURNS */
    UT_array cases;          /* ranks of the nodes of the kind NODE_CASE */
    uint32_t *first;         /* by rank, and one more: where a node's flows begin */
    UT_array reached;        /* ranks that were reached, in no order */
    uint32_t *entering;      /* indexes of flows, by (to, from) */
    uint32_t *first_entering;
    const bool *aside; /* by rank: what no way leads into; NULL: nothing. Borrowed */
    uint8_t *within;   /* Within, by rank: what connections may be followed to; NULL: anything. Owned */
} Slice;

enum Within {
    WITHIN_NOT,
    WITHIN_FOLLOWS,
    WITHIN_LEADS /* even where it is one of many that may be meant */
};

/* Borrows graph and options, which outlive it. `focus` is a node or NULL. */
void slice_init(Slice *slice, const Graph *graph, const ViewOptions *options, const GraphNode *focus);
void slice_deinit(Slice *slice);

/* A slice that nothing was reached in yet, of the same graph: what never changes is borrowed from `slice`, so that
 * several threads can draw. */
void slice_share(const Slice *slice, Slice *out);
void slice_unshare(Slice *slice);

/* Flow of that place in `flows`. */
const Flow *slice_flow(const Slice *slice, uint32_t index);

/* Edge of that place in `returns`. */
const GraphEdge *slice_return(const Slice *slice, size_t index);

/* Whether a way may lead along it. */
static inline bool slice_is_followed(const Slice *slice, const Flow *flow)
{
    return !flow->vague || (slice->within && slice->within[flow->to] == WITHIN_LEADS);
}

/* Marks what the roots (ranks, uint32_t) reach in that phase. What a start-up function does after its yield is
 * shutdown. No further than options.depth. */
void slice_reach(Slice *slice, const UT_array *roots, enum Phase phase);

/* Marks the ways from what was reached to landmarks. Sorts slice.reached. */
void slice_find_ways(Slice *slice);

/* Finds all that leads to one of `ends` (ranks), themselves included: sets their bytes in `out`, by rank, to true. */
void slice_lead_to(const Slice *slice, const UT_array *ends, bool *out);

/* Forgets what was reached, for another set of roots. */
void slice_reset(Slice *slice);

/* The class whose constructor this is (or whose `__call__`, where a framework calls instances), or the node itself. */
static inline GraphNode *slice_owner(const Slice *slice, const GraphNode *node)
{
    return slice->nodes[slice->owners[node->index]];
}

enum {
    SLICE_PARTS = 3
};

/* The nodes that are drawn as one: the node itself and, of a class, its constructor and its `__call__`. `out` has room for
 * SLICE_PARTS; returns how many there are. */
size_t slice_find_parts(const Slice *slice, const GraphNode *node, const GraphNode **out);

bool slice_has_role(const GraphNode *node, unsigned role);

/* Whether calling it makes a connection to a server: it is accepted there, not here. */
bool slice_is_client(const GraphNode *node);

/* How much a kind says about a pair of functions: of several, the highest is drawn. 0: control doesn't pass along it. */
int slice_strength(EdgeKind kind);

/* Whether running `kind` hands control over to another task, thread or loop. */
bool slice_is_hand_over(EdgeKind kind);

/* Telling a framework about an endpoint is no way into it: connections are. Start-up hooks do run where they are told. */
bool slice_is_registration(const GraphEdge *edge);

/*
 * An external landmark that a function calls, by role: at most one for each role, of the first site.
 */
typedef struct {
    unsigned role; /* Role */
    const GraphEdge *edge;
    bool broken;
    bool in_loop; /* some call of that role stands in a loop */
    bool thick;   /* awaited */
} Leaf;

/* The leaves of a node, by call order, appended to `out` (Leaf). `roles` (1 << Role) says which are wanted; broken ones
 * always are. */
void slice_find_leaves(const Slice *slice, const GraphNode *node, uint32_t roles, UT_array *out);

/* Sorts an array, which may be empty. */
void slice_sort(UT_array *array, int (*compare)(const void *, const void *));

extern const UT_icd slice_rank_icd; /* uint32_t */
extern const UT_icd slice_leaf_icd; /* Leaf */

#endif
