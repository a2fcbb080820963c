#include "story.h"

#include "../../extractors/memory.h"
#include "../../extractors/catalog/catalog.h"
#include <stdlib.h>
#include <string.h>

#define ROLE(name) (1u << ROLE_##name)

/* What a function has to do with the story. */
typedef enum {
    STORY_BROKEN,
    STORY_STEP, /* of start-up */
    STORY_LOOP, /* receives messages */
    STORY_ACCEPT,
    STORY_AUTHENTICATION,
    STORY_FACTORY,
    STORY_CLOSING,
    STORY_SEAM,
    STORY_OTHER,
    STORY_COUNT
} Story;

/*
 * Of every part of the story the nearest functions are drawn: the n-th of them when `first` + n * `step` is among the
 * least. So nothing crowds out everything else, and one function more moves few others. Where messages are received is
 * where each connection's way ends: those go first.
 */
static const struct {
    unsigned first, step;
} stories[STORY_COUNT] = {
    [STORY_BROKEN] = {0, 6},    [STORY_STEP] = {0, 1},           [STORY_LOOP] = {1, 1},
    [STORY_ACCEPT] = {2, 5},    [STORY_AUTHENTICATION] = {2, 3}, [STORY_FACTORY] = {4, 5},
    [STORY_CLOSING] = {10, 30}, [STORY_SEAM] = {12, 16},         [STORY_OTHER] = {14, 16},
};

typedef struct {
    uint32_t rank;
    uint32_t part;  /* of the story: twice the Story, one more for what only start-up runs */
    uint32_t score; /* among its part first, among all then */
    bool aside;     /* tells less: of start-up, and neither a factory nor on the way to what connections need */
} Candidate;

/* What is told, and of what. */
typedef struct {
    const Slice *slice;
    const UT_array *entries; /* ranks */
    bool whole;
    bool *leading; /* by rank: leads to where start-up makes what connections need, or to what registers them */
} Telling;

static const UT_icd candidate_icd = {sizeof(Candidate), NULL, NULL, NULL};

StoryPhase story_phase(const Mark *mark)
{
    enum {
        NEAR = 3 /* farther from one of the two: a group for what both use would hold half the program */
    };
    bool start = mark->phases & PHASE_START, connection = mark->phases & PHASE_CONNECTION;
    if (start && connection && mark->from_start + NEAR < mark->from_entry)
        return STORY_START_UP;
    if (start && connection && mark->from_entry + NEAR < mark->from_start)
        return STORY_CONNECTION;
    if (start && connection)
        return STORY_BOTH;
    return connection ? STORY_CONNECTION : start ? STORY_START_UP : mark->phases ? STORY_SHUTDOWN : STORY_ELSEWHERE;
}

static size_t count_ways_on(const Slice *slice, uint32_t rank)
{
    size_t count = 0;
    for (uint32_t i = slice->first[rank]; i < slice->first[rank + 1]; i++)
        count += slice->marks[slice_flow(slice, i)->to].way;
    return count;
}

/* Where everything may call everything in the end, a function belongs to what is nearer. */
static bool is_start(const Mark *mark)
{
    return mark->phases && mark->from_start < mark->from_entry;
}

static Story story_of(const Mark *mark, const GraphNode *node)
{
    bool broken = mark->broken_to || (mark->broken_from && mark->way);
    if (broken && mark->subject)
        return STORY_BROKEN;
    if (slice_has_role(node, ROLE_SHUTDOWN))
        return STORY_CLOSING;
    if (mark->from_start == 0 || slice_has_role(node, ROLE_BOOT))
        return STORY_STEP;
    bool step = node->kind == NODE_CASE;
    if (mark->leaves & ROLE(RECEIVE) || (step && slice_has_role(node, ROLE_RECEIVE)))
        return STORY_LOOP;
    if (mark->leaves & ROLE(ACCEPT) || slice_has_role(node, ROLE_ACCEPT))
        return STORY_ACCEPT;
    if (slice_has_role(node, ROLE_AUTHENTICATE) || mark->leaves & ROLE(AUTHENTICATE))
        return STORY_AUTHENTICATION;
    if (slice_has_role(node, ROLE_FACTORY) && node->kind != NODE_CLASS && mark->subject)
        return STORY_FACTORY;
    if (mark->closing)
        return STORY_CLOSING;
    if (broken || mark->seams & ~(1u << EDGE_CALLBACK) || mark->leaves & ROLE(CLOSE) || step)
        return STORY_SEAM;
    return is_start(mark) ? STORY_STEP : STORY_OTHER;
}

/* Whether some function calls this one and others in a row, as start-up does with its phases. */
static bool is_in_sequence(const Slice *slice, uint32_t rank)
{
    enum {
        SEQUENCE = 4
    };
    for (uint32_t i = slice->first_entering[rank]; i < slice->first_entering[rank + 1]; i++) {
        uint32_t from = slice_flow(slice, slice->entering[i])->from;
        if (slice->marks[from].from_start < slice->marks[rank].from_start && count_ways_on(slice, from) >= SEQUENCE)
            return true;
    }
    return false;
}

static bool is_wanted(const Telling *telling, uint32_t rank)
{
    const Mark *mark = &telling->slice->marks[rank];
    if (!mark->way)
        return telling->whole && mark->production && mark->broken_to && mark->subject;
    bool fork = count_ways_on(telling->slice, rank) > 1;
    /* What belongs to start-up checks credentials of its own: nobody comes in by them. */
    bool own =
        story_phase(mark) == STORY_START_UP && story_of(mark, telling->slice->nodes[rank]) == STORY_AUTHENTICATION;
    const GraphNode *node = telling->slice->nodes[rank];
    bool begins = node->flags & NODE_MAIN && (node->kind == NODE_FUNCTION || mark->from_start == 0);
    return begins || (mark->landmark && !own) || mark->injected || mark->closing || fork ||
           (is_start(mark) && is_in_sequence(telling->slice, rank));
}

static int compare_candidates(const void *left, const void *right)
{
    const Candidate *a = left, *b = right;
    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static int compare_parts(const void *left, const void *right)
{
    const Candidate *a = left, *b = right;
    return a->part != b->part ? (a->part < b->part ? -1 : 1) : compare_candidates(left, right);
}

/* Twenty checks of one module would crowd out everything else: each further one of its kind steps back. */
static void spread_candidates(const Slice *slice, UT_array *candidates)
{
    enum {
        STEP = 2,
        MOST = 20,
        LOOKED_AT = 100 /* so far down nobody gets into the picture anyway */
    };
    size_t start = 0;
    slice_sort(candidates, compare_parts);
    for (size_t i = 1; i < utarray_len(candidates); i++) {
        Candidate *candidate = (Candidate *)utarray_eltptr(candidates, i);
        const char *module = slice->nodes[candidate->rank]->module;
        if (((Candidate *)utarray_eltptr(candidates, i - 1))->part != candidate->part)
            start = i;
        uint32_t before = i - start < LOOKED_AT ? 0 : MOST;
        for (size_t k = start; k < i && before < MOST; k++)
            before += slice->nodes[((Candidate *)utarray_eltptr(candidates, k))->rank]->module == module;
        bool steps = candidate->part / 2 == STORY_STEP; /* which mostly are in one module, and rightly so */
        candidate->score += before > 1 && !steps ? (before - 1) * STEP : 0;
    }
    slice_sort(candidates, compare_parts);
}

/* From the place among its part to the place among all. */
static void mix_parts(UT_array *candidates)
{
    enum {
        NEAR = 6 /* calls: an arrow that passes more says little */
    };
    uint32_t part = UINT32_MAX, place = 0;
    for (Candidate *candidate = (Candidate *)utarray_front(candidates); candidate;
         candidate = (Candidate *)utarray_next(candidates, candidate)) {
        Story story = (Story)(candidate->part / 2);
        place = candidate->part == part ? place + 1 : 0;
        part = candidate->part;
        uint32_t far = candidate->score > NEAR ? (candidate->score - NEAR) * 2 : 0;
        candidate->score = (stories[story].first + place * stories[story].step) * (candidate->aside ? 2 : 1) + far;
    }
    slice_sort(candidates, compare_candidates);
}

/* Whether it tells a framework of what accepts connections. */
static bool registers_endpoint(const GraphNode *node)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out) {
        const GraphNode *to = edge->key.to;
        if (to->flags & NODE_WEBSOCKET && !slice_has_role(to, ROLE_MIDDLEWARE) && slice_is_registration(edge))
            return true;
    }
    return false;
}

/* Whether it makes something about the subject, tells a framework of an endpoint or starts a server, while the process
 * starts. */
static bool prepares_connections(const Mark *mark, const GraphNode *node)
{
    return mark->way && is_start(mark) &&
           (mark->leaves & ROLE(BOOT) || story_of(mark, node) == STORY_FACTORY || registers_endpoint(node));
}

static bool *find_leading(const Slice *slice)
{
    bool *leading = memory_zeroed(slice->graph->node_count + 1, sizeof *leading);
    UT_array ends;
    utarray_init(&ends, &slice_rank_icd);
    for (const uint32_t *rank = (const uint32_t *)utarray_front(&slice->reached); rank;
         rank = (const uint32_t *)utarray_next(&slice->reached, rank))
        if (prepares_connections(&slice->marks[*rank], slice->nodes[*rank]))
            utarray_push_back(&ends, rank);
    slice_lead_to(slice, &ends, leading);
    utarray_done(&ends);
    return leading;
}

/* How far a function is from where its phase begins, in calls. */
static uint32_t measure_distance(const Mark *mark)
{
    enum {
        MOST = 100
    };
    uint32_t distance = !mark->way ? 0 : is_start(mark) ? mark->from_start : mark->from_entry;
    return distance < MOST ? distance : MOST;
}

/* Whether what start-up does there has little to do with connections. */
static bool is_aside(const Telling *telling, uint32_t rank, Story story)
{
    const Mark *mark = &telling->slice->marks[rank];
    bool step = story == STORY_STEP && (mark->from_start == 0 || telling->leading[rank]);
    return is_start(mark) && !step && story != STORY_FACTORY;
}

static void add_candidate(const Telling *telling, uint32_t rank, UT_array *out)
{
    const Mark *mark = &telling->slice->marks[rank];
    if (!is_wanted(telling, rank))
        return;
    enum {
        STEPS_BACK = 4 /* among its part, in calls */
    };
    Story story = story_of(mark, telling->slice->nodes[rank]);
    bool aside = is_aside(telling, rank, story);
    Candidate candidate = {.rank = rank,
                           .part = story * 2 + is_start(mark),
                           .score = measure_distance(mark) + (aside && story == STORY_STEP ? STEPS_BACK : 0),
                           .aside = aside};
    utarray_push_back(out, &candidate);
}

/* The parts of the story that a function tells by itself, by what it calls outside of the program. */
static uint32_t own_stories(const Mark *mark)
{
    uint32_t accepts = mark->leaves & ROLE(ACCEPT) ? 1u << STORY_ACCEPT : 0;
    uint32_t receives = mark->leaves & ROLE(RECEIVE) ? 1u << STORY_LOOP : 0;
    return accepts | receives | (mark->leaves & ROLE(AUTHENTICATE) ? 1u << STORY_AUTHENTICATION : 0);
}

/*
 * Every entry point shall tell its own story: the nearest function that accepts, the nearest that authenticates, that
 * makes a manager, that receives. And one that would lead nowhere on the picture tells nothing: whatever is nearest.
 */
static void favour_nearest(const Telling *telling, uint32_t entry, uint32_t *scores, uint32_t *seen, uint32_t *queue)
{
    enum {
        EARLY = 7,
        MAIN = 1 << STORY_LOOP | 1 << STORY_ACCEPT | 1 << STORY_AUTHENTICATION | 1 << STORY_FACTORY
    };
    const Slice *slice = telling->slice;
    uint32_t told = own_stories(&slice->marks[entry]);
    bool leads = told != 0;
    size_t tail = 0;
    queue[tail++] = entry;
    seen[entry] = entry + 1;
    for (size_t head = 0; head < tail && (told & MAIN) != MAIN; head++)
        for (uint32_t i = slice->first[queue[head]]; i < slice->first[queue[head] + 1]; i++) {
            uint32_t to = slice_flow(slice, i)->to;
            if (seen[to] == entry + 1 || !slice->marks[to].way)
                continue;
            seen[to] = entry + 1;
            queue[tail++] = to;
            if (!slice->marks[to].landmark || scores[to] == UINT32_MAX)
                continue;
            uint32_t story = 1u << story_of(&slice->marks[to], slice->nodes[to]);
            if (leads && (told & story || !(story & MAIN)))
                continue;
            leads = true;
            told |= story;
            scores[to] = scores[to] < EARLY ? scores[to] : EARLY;
        }
}

static void favour_entries(const Telling *telling, UT_array *candidates)
{
    size_t count = telling->slice->graph->node_count + 1;
    uint32_t *scores = memory_alloc(count * sizeof *scores), *seen = memory_zeroed(count, sizeof *seen);
    uint32_t *queue = memory_alloc(count * sizeof *queue);
    memset(scores, 0xff, count * sizeof *scores);
    for (Candidate *candidate = (Candidate *)utarray_front(candidates); candidate;
         candidate = (Candidate *)utarray_next(candidates, candidate))
        scores[candidate->rank] = candidate->score;
    for (const uint32_t *entry = (const uint32_t *)utarray_front(telling->entries); entry;
         entry = (const uint32_t *)utarray_next(telling->entries, entry))
        favour_nearest(telling, *entry, scores, seen, queue);
    for (Candidate *candidate = (Candidate *)utarray_front(candidates); candidate;
         candidate = (Candidate *)utarray_next(candidates, candidate))
        candidate->score = scores[candidate->rank];
    slice_sort(candidates, compare_candidates);
    free(scores);
    free(seen);
    free(queue);
}

static void find_candidates(const Telling *telling, UT_array *out)
{
    const UT_array *reached = &telling->slice->reached;
    if (telling->whole)
        for (uint32_t i = 0; i < telling->slice->graph->node_count; i++)
            add_candidate(telling, i, out);
    else
        for (const uint32_t *rank = (const uint32_t *)utarray_front(reached); rank;
             rank = (const uint32_t *)utarray_next(reached, rank))
            add_candidate(telling, *rank, out);
}

/* What has little to do with connections is told beside what has, not instead of it. */
static size_t allow_asides(const Telling *telling, const UT_array *candidates)
{
    enum {
        FEW = 8 /* which leave room enough, however little there is to tell */
    };
    size_t count = 0;
    if (!utarray_len(telling->entries))
        return SIZE_MAX;
    for (const Candidate *candidate = (const Candidate *)utarray_front(candidates); candidate;
         candidate = (const Candidate *)utarray_next(candidates, candidate))
        count += !candidate->aside;
    return count > FEW ? count : FEW;
}

size_t story_find(const Slice *slice, const UT_array *entries, bool whole, UT_array *out)
{
    Telling telling = {slice, entries, whole, find_leading(slice)};
    UT_array candidates;
    utarray_init(&candidates, &candidate_icd);
    find_candidates(&telling, &candidates);
    spread_candidates(slice, &candidates);
    mix_parts(&candidates);
    favour_entries(&telling, &candidates);
    free(telling.leading);
    size_t asides = allow_asides(&telling, &candidates), untold = 0;
    for (const Candidate *candidate = (const Candidate *)utarray_front(&candidates); candidate;
         candidate = (const Candidate *)utarray_next(&candidates, candidate)) {
        bool told = !candidate->aside || asides;
        asides -= told && candidate->aside;
        untold += !told;
        if (told)
            utarray_push_back(out, &candidate->rank);
    }
    utarray_done(&candidates);
    return untold;
}
