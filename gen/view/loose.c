#include "loose.h"

#include "../../extractors/memory.h"
#include <stdlib.h>

typedef struct {
    const Slice *slice;
    const Pieces *pieces;
    const UT_array *links;
    bool *loose; /* by piece */
} Finding;

/* What is drawn for its own sake only. */
static bool is_root(const Finding *finding, const Piece *piece)
{
    const Mark *mark = &finding->slice->marks[piece->first];
    return mark->from_entry == 0 || mark->from_start == 0 || mark->broken_to || mark->broken_from;
}

/* A walk from the roots that are no pieces themselves. */
typedef struct {
    uint32_t *queue, *steps; /* steps: by rank, from 1; 0: not seen */
    bool *doubts;            /* by rank */
    size_t tail;
} Entering;

static void enter(const Finding *finding, Entering *entering, uint32_t rank)
{
    const Slice *slice = finding->slice;
    for (uint32_t i = slice->first[rank]; i < slice->first[rank + 1]; i++) {
        const Flow *flow = slice_flow(slice, i);
        if (entering->steps[flow->to] || !slice->marks[flow->to].way || !slice_is_followed(slice, flow))
            continue;
        entering->steps[flow->to] = entering->steps[rank] + 1;
        entering->doubts[flow->to] = entering->doubts[rank] || flow->edge->flags & EDGE_POSSIBLE;
        uint32_t piece = finding->pieces->piece_of[flow->to];
        if (piece == NO_PIECE)
            entering->queue[entering->tail++] = flow->to;
        else if (!entering->doubts[flow->to] || entering->steps[flow->to] <= DOUBTFUL_WAY + 2)
            finding->loose[piece] = false;
    }
}

/* The pieces that roots lead to which are not drawn themselves. */
static void enter_from_roots(const Finding *finding)
{
    const Slice *slice = finding->slice;
    size_t count = slice->graph->node_count + 1;
    Entering entering = {memory_alloc(count * sizeof *entering.queue), memory_zeroed(count, sizeof *entering.steps),
                         memory_zeroed(count, sizeof *entering.doubts), 0};
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&slice->reached); rank;
         rank = (const uint32_t *)utarray_next(&slice->reached, rank))
        if ((slice->marks[*rank].from_start == 0 || slice->marks[*rank].from_entry == 0) &&
            finding->pieces->piece_of[*rank] == NO_PIECE) {
            entering.steps[*rank] = 1;
            entering.queue[entering.tail++] = *rank;
        }
    for (size_t head = 0; head < entering.tail; head++)
        enter(finding, &entering, entering.queue[head]);
    free(entering.queue);
    free(entering.steps);
    free(entering.doubts);
}

/* What no arrow touches says nothing, unless it is a beginning itself. */
static size_t drop_single(const Finding *finding)
{
    uint32_t count = pieces_count(finding->pieces);
    bool *tied = memory_zeroed(count + 1, sizeof *tied);
    for (const Link *link = (const Link *)utarray_front(finding->links); link;
         link = (const Link *)utarray_next(finding->links, link))
        if (!finding->loose[link->from])
            tied[link->from] = tied[link->to] = true;
    size_t dropped = 0;
    for (uint32_t i = 0; i < count; i++) {
        finding->loose[i] |= !tied[i] && !is_root(finding, pieces_at(finding->pieces, i));
        dropped += finding->loose[i];
    }
    free(tied);
    return dropped;
}

size_t loose_find(const Slice *slice, const Pieces *pieces, const UT_array *links, bool *out)
{
    const Finding finding = {slice, pieces, links, out};
    bool more = true;
    for (uint32_t i = 0; i < pieces_count(pieces); i++)
        out[i] = !is_root(&finding, pieces_at(pieces, i));
    enter_from_roots(&finding);
    while (more) {
        more = false;
        for (const Link *link = (const Link *)utarray_front(links); link;
             link = (const Link *)utarray_next(links, link))
            if (!out[link->from] && out[link->to]) {
                out[link->to] = false;
                more = true;
            }
    }
    return drop_single(&finding);
}
