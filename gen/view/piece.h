/*
 * piece.h - what is drawn as one node: a function, or all of a module or package that a view draws as one.
 */
#ifndef SEAMAP_PIECE_H
#define SEAMAP_PIECE_H

#include "slice.h"

typedef struct {
    const char *key;   /* of the diagram's node; a node's id, or a name in `names` */
    const char *scope; /* module or package of a piece of many; NULL for one function */
    uint32_t first;    /* rank of its first member */
    uint32_t count;    /* members */
    bool rest;         /* scope is only where its members are, among others that have pieces of their own */
    bool alternatives; /* its members have one name, and are alike */
} Piece;

typedef struct {
    const Slice *slice;
    uint32_t *piece_of;        /* by rank, or NO_PIECE */
    UT_array list;             /* Piece */
    UT_array names;            /* char *, owned */
    struct PieceScope *scopes; /* uthash, by name */
} Pieces;

void pieces_init(Pieces *pieces, const Slice *slice);
void pieces_deinit(Pieces *pieces);

/* A piece of one node, or the piece it is in already. */
uint32_t pieces_add(Pieces *pieces, uint32_t rank);

/*
 * Puts nodes (ranks, in order) into as many pieces as `limit` allows: each its own, or by module, or by packages as deep
 * as tells something; the largest ones then, and one piece for the rest. Where a scope holds one node only, it stays
 * itself. `suffix` tells the keys from those of other pieces of the same scope.
 */
void pieces_add_grouped(Pieces *pieces, const UT_array *ranks, size_t limit, const char *suffix);

/* Puts functions of one name (ranks, in order), of which none is in a piece, into one. */
void pieces_add_alternatives(Pieces *pieces, const UT_array *ranks);

/* Puts a node into the piece of the first `length` bytes of its module's name, whose key that is. */
uint32_t pieces_add_scope(Pieces *pieces, uint32_t rank, size_t length);

/* Puts a node into the piece of that key (`length` bytes of `name`), which is made when it is not there yet. */
uint32_t pieces_add_named(Pieces *pieces, uint32_t rank, const char *name, size_t length);

const Piece *pieces_at(const Pieces *pieces, uint32_t index);
uint32_t pieces_count(const Pieces *pieces);
/* Puts one more node into a piece. */
void pieces_join(Pieces *pieces, uint32_t piece, uint32_t rank);

/* The first `depth` components of a module's name; all of them when depth is 0. */
size_t piece_scope_length(const char *module, unsigned depth);

#endif
