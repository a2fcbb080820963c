#include "alternatives.h"

#include "../../extractors/memory.h"
#include "contract.h"
#include "story.h"
#include <stdlib.h>
#include <string.h>

enum {
    MANY = 4 /* fewer may as well be drawn one by one */
};

static uint32_t find_first(uint32_t *firsts, uint32_t rank)
{
    while (firsts[rank] != rank)
        rank = firsts[rank] = firsts[firsts[rank]];
    return rank;
}

/* Returns whether they were not known to be alternatives. */
static bool unite(uint32_t *firsts, uint32_t a, uint32_t b)
{
    uint32_t one = find_first(firsts, a), other = find_first(firsts, b);
    firsts[one < other ? other : one] = one < other ? one : other;
    return one != other;
}

static bool is_plain(const Pieces *pieces, uint32_t piece)
{
    uint32_t rank = pieces_at(pieces, piece)->first;
    const GraphNode *node = pieces->slice->nodes[rank];
    const Mark *mark = &pieces->slice->marks[rank];
    return !pieces_at(pieces, piece)->scope && (node->kind == NODE_METHOD || node->kind == NODE_FUNCTION) &&
           !mark->broken_from && !mark->broken_to && !(node->flags & (NODE_ENTRY | NODE_MAIN | NODE_LEGACY));
}

/* Whether one box may say what both are. */
static bool is_alike(const Pieces *pieces, uint32_t a, uint32_t b)
{
    const Slice *slice = pieces->slice;
    uint32_t one = pieces_at(pieces, a)->first, other = pieces_at(pieces, b)->first;
    const GraphNode *left = slice->nodes[one], *right = slice->nodes[other];
    return is_plain(pieces, a) && is_plain(pieces, b) && strcmp(left->name, right->name) == 0 &&
           left->roles == right->roles && ((left->flags ^ right->flags) & NODE_ASYNC) == 0 &&
           story_phase(&slice->marks[one]) == story_phase(&slice->marks[other]);
}

/* Whether the two lead to alternatives, if they lead to what is alike. */
static bool is_fork(const Pieces *pieces, uint32_t *firsts, const Link *one, const Link *other)
{
    uint32_t left = pieces_at(pieces, one->from)->first, right = pieces_at(pieces, other->from)->first;
    return left == right ? one->doubt && other->doubt : find_first(firsts, left) == find_first(firsts, right);
}

uint32_t *alternatives_find(const Pieces *pieces, const UT_array *links)
{
    size_t count = pieces->slice->graph->node_count;
    uint32_t *firsts = memory_alloc((count + 1) * sizeof *firsts);
    for (uint32_t i = 0; i < count; i++)
        firsts[i] = i;
    for (bool more = true; more;) {
        more = false;
        for (const Link *one = (const Link *)utarray_front(links); one; one = (const Link *)utarray_next(links, one))
            for (const Link *other = (const Link *)utarray_next(links, one); other;
                 other = (const Link *)utarray_next(links, other))
                if (is_fork(pieces, firsts, one, other) && is_alike(pieces, one->to, other->to))
                    more |= unite(firsts, pieces_at(pieces, one->to)->first, pieces_at(pieces, other->to)->first);
    }
    for (uint32_t i = 0; i < count; i++)
        firsts[i] = find_first(firsts, i);
    return firsts;
}

static int compare_ranks(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

size_t alternatives_join(Pieces *pieces, const UT_array *ranks, const uint32_t *alternatives)
{
    size_t joined = 0;
    UT_array sorted, members;
    utarray_init(&sorted, &slice_rank_icd);
    utarray_init(&members, &slice_rank_icd);
    utarray_concat(&sorted, ranks);
    slice_sort(&sorted, compare_ranks);
    for (const uint32_t *first = (const uint32_t *)utarray_front(&sorted); first;
         first = (const uint32_t *)utarray_next(&sorted, first)) {
        utarray_clear(&members);
        for (const uint32_t *rank = first; rank; rank = (const uint32_t *)utarray_next(&sorted, rank))
            if (alternatives[*rank] == *first)
                utarray_push_back(&members, rank);
        if (utarray_len(&members) < MANY)
            continue;
        pieces_add_alternatives(pieces, &members);
        joined += utarray_len(&members) - 1;
    }
    utarray_done(&sorted);
    utarray_done(&members);
    return joined;
}
