/*
 * sketch.h - the picture of how the program comes to life, as init.c tries it with more or fewer functions.
 */
#ifndef SEAMAP_SKETCH_H
#define SEAMAP_SKETCH_H

#include "../../extractors/catalog/catalog.h"
#include "contract.h"
#include "piece.h"

enum {
    /* external landmarks that are drawn */
    SKETCH_LEAVES = 1u << ROLE_ACCEPT | 1u << ROLE_AUTHENTICATE | 1u << ROLE_RECEIVE | 1u << ROLE_CLOSE |
                    1u << ROLE_RUN | 1u << ROLE_BOOT
};

/* One try to draw. */
typedef struct {
    Slice *slice;
    const char *name, *title, *where; /* where: what to say when something was left out, or NULL */
    const UT_array *entries;          /* ranks: the connection's entry points */
    const UT_array *starts;           /* ranks: what the process starts with */
    size_t aside;                     /* scripts that are not among them */
    const UT_array *candidates;       /* ranks, best first */
    size_t untold;                    /* functions that are not among them, as they tell little */
    size_t kept;                      /* how many of them may be drawn */
    bool main;                        /* shows broken awaits of any production code about the subject */
    bool guessed;                     /* the entry points are functions that nobody calls */
    bool words;                       /* external landmarks are words, not nodes */
    bool *loose;                      /* by piece: no arrow leads to it, though it is no beginning */
    size_t left_out;                  /* pieces that are loose */
    size_t joined;                    /* by so many pieces fewer are drawn, since some are drawn as one */
    bool *leafy;                      /* by piece: external landmarks are nodes */
    enum SketchBox *boxes;            /* by piece */
    size_t other_middleware;          /* that is not drawn */
    Pieces pieces;
    UT_array links;
    size_t links_left_out;
    Diagram *diagram;
} Sketch;

/* sketch_nodes.c. The boxes have to be chosen before anything is added. */
void sketch_choose_boxes(Sketch *sketch);
void sketch_add_function(Sketch *sketch, uint32_t rank);
/* A piece of many functions. */
void sketch_add_collapsed(Sketch *sketch, const Piece *piece);
/* The group of the phase; returns its key. */
const char *sketch_add_group(Sketch *sketch, const Mark *mark);
bool sketch_is_leaf_drawn(const Sketch *sketch, uint32_t rank, const Leaf *leaf);
void sketch_write_leaf_key(const GraphNode *node, const Leaf *leaf, UT_string *out);
/* When in the life of a connection a library calls it, counted from 1; 0: nobody knows. */
unsigned sketch_place_of(const GraphNode *node);

/* sketch_calls.c: all arrows, between nodes that are there. */
void sketch_draw_calls(Sketch *sketch);

/* sketch_captions.c */
/* Whether sub-diagrams could say nothing more. */
bool sketch_is_complete(const Sketch *sketch);
/* What a reader cannot see. */
void sketch_add_captions(Sketch *sketch);
void sketch_add_summary(Sketch *sketch);

#endif
