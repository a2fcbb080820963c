/*
 * piece.c - see piece.h.
 */
#include "piece.h"

#include "../../extractors/memory.h"
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

void pieces_init(Pieces *pieces, const Slice *slice)
{
    size_t count = slice->graph->node_count;
    pieces->slice = slice;
    pieces->scopes = NULL;
    pieces->piece_of = memory_alloc((count + 1) * sizeof *pieces->piece_of);
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
    const char separator[] = {graph_separator(module), 0};
    size_t length = 0;
    for (unsigned i = 0; module[length] && (depth == 0 || i < depth); i++) {
        length += module[length] == *separator;
        length += strcspn(module + length, separator);
    }
    return length;
}

void pieces_join(Pieces *pieces, uint32_t piece, uint32_t rank)
{
    pieces->piece_of[rank] = piece;
    ((Piece *)utarray_eltptr(&pieces->list, piece))->count++;
}

static const char *keep_name(Pieces *pieces, char *name)
{
    utarray_push_back(&pieces->names, &name);
    return name;
}

uint32_t pieces_add_scope(Pieces *pieces, uint32_t rank, size_t length)
{
    return pieces_add_named(pieces, rank, pieces->slice->nodes[rank]->module, length);
}

uint32_t pieces_add_named(Pieces *pieces, uint32_t rank, const char *name, size_t length)
{
    PieceScope *scope;
    HASH_FIND(hh, pieces->scopes, name, length, scope);
    if (!scope) {
        scope = memory_zeroed(1, sizeof *scope);
        scope->name = keep_name(pieces, memory_text_part(name, length));
        scope->piece = pieces_count(pieces);
        HASH_ADD_KEYPTR(hh, pieces->scopes, scope->name, length, scope);
        Piece piece = {.key = scope->name, .scope = scope->name, .first = rank};
        utarray_push_back(&pieces->list, &piece);
    }
    pieces_join(pieces, scope->piece, rank);
    return scope->piece;
}

/* The nodes of one module or package, which are neighbours, for they are sorted. */
typedef struct {
    const char *name; /* `length` bytes */
    size_t length;
    uint32_t first, count; /* of ranks */
    bool own;              /* gets a piece of its own */
} Scope;

static const UT_icd scope_icd = {sizeof(Scope), NULL, NULL, NULL};

static void find_scopes(const Pieces *pieces, const UT_array *ranks, unsigned depth, UT_array *out)
{
    utarray_clear(out);
    for (uint32_t i = 0; i < utarray_len(ranks); i++) {
        const char *module = pieces->slice->nodes[*(const uint32_t *)utarray_eltptr(ranks, i)]->module;
        Scope scope = {module, piece_scope_length(module, depth), i, 1, true};
        Scope *last = (Scope *)utarray_back(out);
        if (last && last->length == scope.length && strncmp(last->name, module, scope.length) == 0)
            last->count++;
        else
            utarray_push_back(out, &scope);
    }
}

/* By modules, or the deepest packages that are few enough, unless those would be so few that they say nothing. */
static void find_telling_scopes(const Pieces *pieces, const UT_array *ranks, size_t limit, UT_array *out)
{
    enum {
        DEEPEST = 7,
        TELLING = 3
    };
    find_scopes(pieces, ranks, 0, out);
    for (unsigned depth = DEEPEST; depth > 0 && utarray_len(out) > limit; depth--)
        find_scopes(pieces, ranks, depth, out);
    for (unsigned depth = 1; depth <= DEEPEST && utarray_len(out) < TELLING && utarray_len(out) < limit; depth++)
        find_scopes(pieces, ranks, depth, out);
}

static int compare_counts(const void *left, const void *right)
{
    const Scope *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static int compare_firsts(const void *left, const void *right)
{
    const Scope *a = left, *b = right;
    return a->first < b->first ? -1 : a->first > b->first;
}

/* When there are too many, all but the largest go together. */
static void choose_scopes(UT_array *scopes, size_t limit)
{
    if (utarray_len(scopes) <= limit)
        return;
    slice_sort(scopes, compare_counts);
    for (size_t i = limit ? limit - 1 : 0; i < utarray_len(scopes); i++)
        ((Scope *)utarray_eltptr(scopes, i))->own = false;
    slice_sort(scopes, compare_firsts);
}

/* The package that all scopes of the rest lie in: whole components only; "" for none. */
static size_t common_length(const UT_array *scopes, const char **name)
{
    size_t length = SIZE_MAX;
    *name = "";
    for (const Scope *scope = (const Scope *)utarray_front(scopes); scope;
         scope = (const Scope *)utarray_next(scopes, scope)) {
        size_t same = 0, end = 0;
        if (scope->own)
            continue;
        if (length == SIZE_MAX) {
            *name = scope->name;
            length = scope->length;
            continue;
        }
        const char separator = graph_separator(scope->name);
        for (; same < length && same < scope->length && (*name)[same] == scope->name[same]; same++)
            end = scope->name[same] == separator ? same : end;
        bool whole =
            (same == length || (*name)[same] == separator) && (same == scope->length || scope->name[same] == separator);
        length = whole ? same : end;
    }
    return length == SIZE_MAX ? 0 : length;
}

static uint32_t add_new(Pieces *pieces, const char *scope, size_t length, const char *suffix, uint32_t rank)
{
    const char *name = keep_name(pieces, memory_text_part(scope, length));
    Piece piece = {.key = keep_name(pieces, memory_format("%s %s", name, suffix)), .scope = name, .first = rank};
    utarray_push_back(&pieces->list, &piece);
    return pieces_count(pieces) - 1;
}

static void add_own(Pieces *pieces, const Scope *scope, const UT_array *ranks, const char *suffix)
{
    uint32_t piece = NO_PIECE, count = 0, last = 0;
    for (uint32_t i = scope->first; i < scope->first + scope->count; i++) {
        uint32_t rank = *(const uint32_t *)utarray_eltptr(ranks, i);
        count += pieces->piece_of[rank] == NO_PIECE;
        last = pieces->piece_of[rank] == NO_PIECE ? rank : last;
    }
    if (count == 1)
        pieces_add(pieces, last);
    for (uint32_t i = scope->first; count > 1 && i < scope->first + scope->count; i++) {
        uint32_t rank = *(const uint32_t *)utarray_eltptr(ranks, i);
        if (pieces->piece_of[rank] != NO_PIECE)
            continue;
        if (piece == NO_PIECE)
            piece = add_new(pieces, scope->name, scope->length, suffix, rank);
        pieces_join(pieces, piece, rank);
    }
}

static void add_rest(Pieces *pieces, const UT_array *scopes, const UT_array *ranks, const char *suffix)
{
    const char *name;
    size_t length = common_length(scopes, &name);
    uint32_t piece = NO_PIECE;
    bool beside = false; /* other scopes */
    char *key = memory_format("other %s", suffix);
    for (const Scope *scope = (const Scope *)utarray_front(scopes); scope;
         scope = (const Scope *)utarray_next(scopes, scope)) {
        beside |= scope->own;
        for (uint32_t i = scope->first; !scope->own && i < scope->first + scope->count; i++) {
            uint32_t rank = *(const uint32_t *)utarray_eltptr(ranks, i);
            if (pieces->piece_of[rank] != NO_PIECE)
                continue;
            if (piece == NO_PIECE)
                piece = add_new(pieces, name, length, key, rank);
            pieces_join(pieces, piece, rank);
        }
    }
    if (piece != NO_PIECE)
        ((Piece *)utarray_eltptr(&pieces->list, piece))->rest = beside;
    free(key);
}

void pieces_add_grouped(Pieces *pieces, const UT_array *ranks, size_t limit, const char *suffix)
{
    if (utarray_len(ranks) <= limit) {
        for (const uint32_t *rank = (const uint32_t *)utarray_front(ranks); rank;
             rank = (const uint32_t *)utarray_next(ranks, rank))
            pieces_add(pieces, *rank);
        return;
    }
    UT_array scopes;
    utarray_init(&scopes, &scope_icd);
    find_telling_scopes(pieces, ranks, limit, &scopes);
    choose_scopes(&scopes, limit);
    for (const Scope *scope = (const Scope *)utarray_front(&scopes); scope;
         scope = (const Scope *)utarray_next(&scopes, scope))
        if (scope->own)
            add_own(pieces, scope, ranks, suffix);
    add_rest(pieces, &scopes, ranks, suffix);
    utarray_done(&scopes);
}

void pieces_add_alternatives(Pieces *pieces, const UT_array *ranks)
{
    uint32_t first = *(const uint32_t *)utarray_front(ranks);
    pieces_add_grouped(pieces, ranks, 1, pieces->slice->nodes[first]->name);
    ((Piece *)utarray_eltptr(&pieces->list, pieces->piece_of[first]))->alternatives = true;
}
