#include "groups.h"

#include "../view/view.h"
#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    DRAWN_MAX = 5,  /* groups that get a picture */
    NODES_MAX = 12, /* in a picture */
    EDGES_MAX = 20
};

struct Groups {
    const Findings *findings;
    size_t *order; /* indexes of findings, those of a group side by side */
    FindingGroup *groups;
    size_t count;
    Views views[DRAWN_MAX];
};

static int compare_causes(const Finding *a, const Finding *b)
{
    int order = strcmp(a->rule, b->rule);
    return order ? order : strcmp(a->target, b->target);
}

/* qsort's own argument is the findings. */
static int compare_findings(const void *left, const void *right, void *context)
{
    const Finding *findings = context;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    int order = compare_causes(&findings[a], &findings[b]);
    return order ? order : (a > b) - (a < b);
}

static int compare_groups(const void *left, const void *right, void *context)
{
    const Finding *findings = context;
    const FindingGroup *a = left, *b = right;
    const Finding *first = &findings[a->findings[0]], *other = &findings[b->findings[0]];
    if (first->level != other->level)
        return first->level < other->level ? -1 : 1;
    if (a->finding_count != b->finding_count)
        return a->finding_count > b->finding_count ? -1 : 1;
    return compare_causes(first, other);
}

static void find_groups(Groups *groups)
{
    const Findings *all = groups->findings;
    groups->order = memory_zeroed(all->count + 1, sizeof *groups->order);
    groups->groups = memory_zeroed(all->count + 1, sizeof *groups->groups);
    for (size_t i = 0; i < all->count; i++)
        groups->order[i] = i;
    qsort_r(groups->order, all->count, sizeof *groups->order, compare_findings, (void *)all->findings);
    for (size_t first = 0, end; first < all->count; first = end) {
        const Finding *finding = &all->findings[groups->order[first]];
        for (end = first + 1; end < all->count && compare_causes(finding, &all->findings[groups->order[end]]) == 0;)
            end++;
        groups->groups[groups->count++] = (FindingGroup){.title = *finding->target ? finding->target : finding->rule,
                                                         .findings = &groups->order[first],
                                                         .finding_count = end - first};
    }
    qsort_r(groups->groups, groups->count, sizeof *groups->groups, compare_groups, (void *)all->findings);
}

/* What leads to the target across the seams; NULL when that is no picture, as of a module that lacks something. */
static const Diagram *draw(const Graph *graph, const char *target, Views *out)
{
    const char *unknown;
    const char *const none[] = {NULL};
    ViewOptions options = {
        .entries = none, .focus = target, .max_nodes = NODES_MAX, .max_edges = EDGES_MAX, .profile = profiles};
    const GraphNode *node = graph_find_node(graph, target);
    if (!node || node->kind == NODE_MODULE || !view_draw(graph, VIEW_BOUNDARIES, &options, out, &unknown))
        return NULL;
    return out->count && out->diagrams[0]->node_count > 1 ? out->diagrams[0] : NULL;
}

Groups *groups_new(const Findings *findings, const Graph *graph)
{
    Groups *groups = memory_zeroed(1, sizeof *groups);
    groups->findings = findings;
    find_groups(groups);
    for (size_t i = 0; i < groups->count && i < DRAWN_MAX; i++)
        groups->groups[i].diagram = draw(graph, groups->groups[i].title, &groups->views[i]);
    return groups;
}

void groups_free(Groups *groups)
{
    if (!groups)
        return;
    for (size_t i = 0; i < DRAWN_MAX; i++)
        views_free(&groups->views[i]);
    free(groups->order);
    free(groups->groups);
    free(groups);
}

const FindingGroup *groups_items(const Groups *groups, size_t *count)
{
    *count = groups->count;
    return groups->groups;
}
