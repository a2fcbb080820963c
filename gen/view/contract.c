/*
 * contract.c - see contract.h.
 */
#include "contract.h"

#include "../../extractors/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const UT_icd contract_link_icd = {sizeof(Link), NULL, NULL, NULL};

typedef struct {
    const Slice *slice;
    const uint32_t *piece_of;
    uint32_t *queue, *seen; /* seen: the rank, plus one, of the walk that was here last */
    UT_array found;
    bool *doubts; /* by rank: whether the way there is in doubt */
} Walk;

static void add_link(Walk *walk, const Link *link)
{
    utarray_push_back(&walk->found, link);
}

/* Follows contracted functions from the target of one call, breadth first, and links to every piece it meets. */
static void follow(Walk *walk, Link link, uint32_t start, uint32_t stamp)
{
    size_t tail = 0, level_end;
    walk->queue[tail++] = start;
    walk->seen[start] = stamp;
    walk->doubts[start] = link.doubt;
    link.via = start;
    link.steps = 1;
    level_end = tail;
    for (size_t head = 0; head < tail; head++) {
        if (head == level_end) {
            link.steps++;
            level_end = tail;
        }
        uint32_t node = walk->queue[head];
        for (uint32_t i = walk->slice->first[node]; i < walk->slice->first[node + 1]; i++) {
            const Flow *flow = slice_flow(walk->slice, i);
            uint32_t to = flow->to;
            if (walk->seen[to] == stamp || !walk->slice->marks[to].way || !slice_is_followed(walk->slice, flow))
                continue;
            walk->seen[to] = stamp;
            walk->doubts[to] = walk->doubts[node] || flow->edge->flags & EDGE_POSSIBLE;
            link.doubt = walk->doubts[to];
            link.to = walk->piece_of[to];
            if (link.to == NO_PIECE)
                walk->queue[tail++] = to;
            else if (link.to != link.from)
                add_link(walk, &link);
        }
    }
}

static void link_node(Walk *walk, uint32_t node)
{
    const Slice *slice = walk->slice;
    for (uint32_t i = slice->first[node]; i < slice->first[node + 1]; i++) {
        const Flow *flow = slice_flow(slice, i);
        Link link = {.from = walk->piece_of[node],
                     .to = walk->piece_of[flow->to],
                     .order = flow->order,
                     .member = node,
                     .count = 1,
                     .flow = flow,
                     .doubt = flow->edge->flags & EDGE_POSSIBLE,
                     .broken = flow->broken};
        if (!slice_is_followed(slice, flow))
            continue;
        if (link.to == NO_PIECE && slice->marks[flow->to].way)
            follow(walk, link, flow->to, node + 1);
        else if (link.to != NO_PIECE && link.to != link.from)
            add_link(walk, &link);
    }
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_ends(const void *left, const void *right)
{
    const Link *a = left, *b = right;
    int order = compare_numbers(a->from, b->from);
    if (!order)
        order = compare_numbers(a->to, b->to);
    if (!order)
        order = compare_numbers(b->broken, a->broken);
    if (!order)
        order = compare_numbers(a->steps, b->steps);
    if (!order)
        order = compare_numbers(a->doubt, b->doubt);
    if (!order)
        order = compare_numbers(a->member, b->member);
    return order ? order : compare_numbers(a->order, b->order);
}

static int compare_calls(const void *left, const void *right)
{
    const Link *a = left, *b = right;
    int order = compare_numbers(a->from, b->from);
    if (!order)
        order = compare_numbers(a->member, b->member);
    if (!order)
        order = compare_numbers(a->order, b->order);
    return order ? order : compare_numbers(a->to, b->to);
}

static int compare_lengths(const void *left, const void *right)
{
    const Link *a = left, *b = right;
    int order = compare_numbers(a->steps, b->steps);
    return order ? order : compare_calls(left, right);
}

/* Moves an element to an earlier place. (The macros of utarray evaluate an index more than once.) */
static void keep(UT_array *links, size_t place, const Link *link)
{
    *(Link *)utarray_eltptr(links, place) = *link;
}

/* One link for two pieces: the broken one, else the shortest. A broken link doesn't swallow a sound one. */
static void merge(UT_array *links)
{
    size_t kept = 0;
    slice_sort(links, compare_ends);
    for (size_t i = 0; i < utarray_len(links); i++) {
        Link *link = (Link *)utarray_eltptr(links, i);
        Link *last = kept ? (Link *)utarray_eltptr(links, kept - 1) : NULL;
        if (!last || last->from != link->from || last->to != link->to || last->broken != link->broken)
            keep(links, kept++, link);
        else if (link->steps == 0)
            last->count++;
    }
    utarray_resize(links, kept);
}

/* Notes a link, and what now leads where: reached[from * count + to]. */
static void note_link(bool *reached, uint32_t count, const Link *link)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i != link->from && !reached[(size_t)i * count + link->from])
            continue;
        reached[(size_t)i * count + link->to] = true;
        for (uint32_t k = 0; k < count; k++)
            reached[(size_t)i * count + k] |= reached[(size_t)link->to * count + k];
    }
}

/* Keeps the direct links, and of the others, shortest first, those that say something new. */
static void reduce(UT_array *links, uint32_t count)
{
    bool *reached = memory_zeroed((size_t)count * count, sizeof *reached);
    size_t kept = 0;
    slice_sort(links, compare_lengths);
    for (size_t i = 0; i < utarray_len(links); i++) {
        const Link *link = (const Link *)utarray_eltptr(links, i);
        bool known = reached[(size_t)link->from * count + link->to];
        if (link->steps && known)
            continue;
        if (!known)
            note_link(reached, count, link);
        keep(links, kept++, link);
    }
    utarray_resize(links, kept);
    free(reached);
}

void contract_find_links(const Slice *slice, const uint32_t *piece_of, uint32_t piece_count, UT_array *out)
{
    size_t nodes = slice->graph->node_count;
    Walk walk = {.slice = slice, .piece_of = piece_of};
    walk.queue = memory_zeroed(nodes, sizeof *walk.queue);
    walk.seen = memory_zeroed(nodes, sizeof *walk.seen);
    walk.doubts = memory_zeroed(nodes, sizeof *walk.doubts);
    utarray_init(&walk.found, &contract_link_icd);
    for (uint32_t node = 0; node < nodes; node++)
        if (piece_of[node] != NO_PIECE)
            link_node(&walk, node);
    merge(&walk.found);
    reduce(&walk.found, piece_count);
    slice_sort(&walk.found, compare_calls);
    utarray_concat(out, &walk.found);
    utarray_done(&walk.found);
    free(walk.queue);
    free(walk.seen);
    free(walk.doubts);
}

size_t contract_limit_links(UT_array *links, uint32_t piece_count, size_t limit, uint32_t longest)
{
    size_t count = utarray_len(links), gone = 0;

    uint32_t *entering = memory_zeroed(piece_count, sizeof *entering);
    bool *dropped = memory_zeroed(count, sizeof *dropped);
    slice_sort(links, compare_lengths);
    for (size_t i = 0; i < count; i++)
        entering[((Link *)utarray_eltptr(links, i))->to]++;
    for (size_t i = count; i-- > 0;) {
        const Link *link = (const Link *)utarray_eltptr(links, i);
        if (count - gone <= limit && link->steps <= longest)
            break;
        dropped[i] = link->steps && entering[link->to] > 1;
        entering[link->to] -= dropped[i];
        gone += dropped[i];
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!dropped[i])
            keep(links, kept++, (const Link *)utarray_eltptr(links, i));
    utarray_resize(links, kept);
    slice_sort(links, compare_calls);
    free(entering);
    free(dropped);
    return gone;
}
