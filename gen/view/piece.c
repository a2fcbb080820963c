/*
 * piece.c - see piece.h.
 */
#include "piece.h"

#include "contract.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const UT_icd piece_icd = {sizeof(Piece), NULL, NULL, NULL};
static const UT_icd name_icd = {sizeof(char *), NULL, NULL, NULL};

typedef struct PieceScope {
    const char *name;
    uint32_t piece;
    UT_hash_handle hh;
} PieceScope;

static void *check(void *memory)
{
    if (!memory) {
        fputs("seamap: out of memory\n", stderr);
        abort();
    }
    return memory;
}

void pieces_init(Pieces *pieces, const Slice *slice)
{
    size_t count = slice->graph->node_count;
    pieces->slice = slice;
    pieces->scopes = NULL;
    pieces->piece_of = check(malloc((count + 1) * sizeof *pieces->piece_of));
    for (size_t i = 0; i < count; i++)
        pieces->piece_of[i] = NO_PIECE;
    utarray_init(&pieces->list, &piece_icd);
    utarray_init(&pieces->names, &name_icd);
}

void pieces_deinit(Pieces *pieces)
{
    PieceScope *scope, *next;
    HASH_ITER(hh, pieces->scopes, scope, next)
    {
        HASH_DEL(pieces->scopes, scope);
        free(scope);
    }
    for (char **name = (char **)utarray_front(&pieces->names); name; name = (char **)utarray_next(&pieces->names, name))
        free(*name);
    utarray_done(&pieces->names);
    utarray_done(&pieces->list);
    free(pieces->piece_of);
}

const Piece *pieces_at(const Pieces *pieces, uint32_t index)
{
    return (const Piece *)utarray_eltptr(&pieces->list, index);
}

uint32_t pieces_count(const Pieces *pieces)
{
    return utarray_len(&pieces->list);
}

uint32_t pieces_add(Pieces *pieces, uint32_t rank)
{
    if (pieces->piece_of[rank] == NO_PIECE) {
        Piece piece = {.key = pieces->slice->nodes[rank]->id, .first = rank, .count = 1};
        pieces->piece_of[rank] = pieces_count(pieces);
        utarray_push_back(&pieces->list, &piece);
    }
    return pieces->piece_of[rank];
}

size_t piece_scope_length(const char *module, unsigned depth)
{
    size_t length = 0;
    for (unsigned i = 0; module[length] && (depth == 0 || i < depth); i++) {
        length += module[length] == '.';
        length += strcspn(module + length, ".");
    }
    return length;
}

static const char *keep_name(Pieces *pieces, char *name)
{
    check(name);
    utarray_push_back(&pieces->names, &name);
    return name;
}

uint32_t pieces_add_scope(Pieces *pieces, uint32_t rank, size_t length)
{
    const char *module = pieces->slice->nodes[rank]->module;
    PieceScope *scope;
    HASH_FIND(hh, pieces->scopes, module, length, scope);
    if (!scope) {
        scope = check(calloc(1, sizeof *scope));
        scope->name = keep_name(pieces, strndup(module, length));
        scope->piece = pieces_count(pieces);
        HASH_ADD_KEYPTR(hh, pieces->scopes, scope->name, length, scope);
        Piece piece = {.key = scope->name, .scope = scope->name, .first = rank};
        utarray_push_back(&pieces->list, &piece);
    }
    ((Piece *)utarray_eltptr(&pieces->list, scope->piece))->count++;
    pieces->piece_of[rank] = scope->piece;
    return scope->piece;
}

/* A node alone in its scope stays itself; a second one turns the piece into one of the scope. */
static void add_to_scope(Pieces *pieces, uint32_t rank, size_t base, unsigned depth, const char *suffix)
{
    const char *module = pieces->slice->nodes[rank]->module;
    size_t length = piece_scope_length(module, depth);
    for (uint32_t i = (uint32_t)base; i < pieces_count(pieces); i++) {
        Piece *piece = (Piece *)utarray_eltptr(&pieces->list, i);
        const char *other = pieces->slice->nodes[piece->first]->module;
        if (piece_scope_length(other, depth) != length || strncmp(other, module, length) != 0)
            continue;
        if (!piece->scope) {
            piece->scope = keep_name(pieces, strndup(module, length));
            char *key = NULL;
            if (asprintf(&key, "%s %s", piece->scope, suffix) < 0)
                key = NULL;
            piece->key = keep_name(pieces, key);
        }
        piece->count++;
        pieces->piece_of[rank] = i;
        return;
    }
    pieces_add(pieces, rank);
}

/* How many pieces that depth would make. */
static size_t count_scopes(const Pieces *pieces, const UT_array *ranks, unsigned depth)
{
    size_t count = 0;
    const char *last = "";
    size_t last_length = 0;
    for (const uint32_t *rank = (const uint32_t *)utarray_front(ranks); rank;
         rank = (const uint32_t *)utarray_next(ranks, rank)) {
        const char *module = pieces->slice->nodes[*rank]->module;
        size_t length = piece_scope_length(module, depth);
        count += count == 0 || length != last_length || strncmp(module, last, length) != 0;
        last = module;
        last_length = length;
    }
    return count;
}

static unsigned depth_that_fits(const Pieces *pieces, const UT_array *ranks, size_t limit)
{
    if (count_scopes(pieces, ranks, 0) <= limit)
        return 0;
    unsigned depth = 6;
    while (depth > 1 && count_scopes(pieces, ranks, depth) > limit)
        depth--;
    return depth;
}

void pieces_add_grouped(Pieces *pieces, const UT_array *ranks, size_t limit, const char *suffix)
{
    bool each = utarray_len(ranks) <= limit;
    unsigned depth = each ? 0 : depth_that_fits(pieces, ranks, limit);
    size_t base = pieces_count(pieces);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(ranks); rank;
         rank = (const uint32_t *)utarray_next(ranks, rank)) {
        if (pieces->piece_of[*rank] != NO_PIECE)
            continue;
        if (each)
            pieces_add(pieces, *rank);
        else
            add_to_scope(pieces, *rank, base, depth, suffix);
    }
}
