#include "fan.h"

#include "../../extractors/memory.h"
#include <stdlib.h>

const UT_icd fan_spoke_icd = {sizeof(Spoke), NULL, NULL, NULL};

static int compare_spokes(const void *left, const void *right)
{
    const Spoke *a = left, *b = right;
    if (a->hub != b->hub)
        return a->hub < b->hub ? -1 : 1;
    if (a->inwards != b->inwards)
        return a->inwards ? 1 : -1;
    if (a->manner != b->manner)
        return a->manner < b->manner ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

static const Spoke *spoke_at(const UT_array *spokes, size_t index)
{
    return (const Spoke *)utarray_eltptr(spokes, index);
}

static bool is_same_fan(const Spoke *a, const Spoke *b)
{
    return a->hub == b->hub && a->inwards == b->inwards && a->manner == b->manner;
}

static void join(Pieces *pieces, const UT_array *spokes, size_t first, size_t end)
{
    const Spoke *spoke = spoke_at(spokes, first);
    char *suffix = memory_format("%s %s %u", spoke->inwards ? "to" : "of", pieces->slice->nodes[spoke->hub]->id,
                                 (unsigned)spoke->manner);
    UT_array ends;
    utarray_init(&ends, &slice_rank_icd);
    for (size_t i = first; i < end; i++)
        utarray_push_back(&ends, &spoke_at(spokes, i)->end);
    pieces_add_grouped(pieces, &ends, 1, suffix);
    utarray_done(&ends);
    free(suffix);
}

size_t fan_join(Pieces *pieces, UT_array *spokes)
{
    enum {
        FEW = 5 /* functions that may as well be drawn one by one */
    };
    size_t joined = 0;
    slice_sort(spokes, compare_spokes);
    for (size_t first = 0, end; first < utarray_len(spokes); first = end) {
        end = first + 1;
        while (end < utarray_len(spokes) && is_same_fan(spoke_at(spokes, first), spoke_at(spokes, end)))
            end++;
        if (end - first <= FEW)
            continue;
        join(pieces, spokes, first, end);
        joined += end - first;
    }
    return joined;
}
