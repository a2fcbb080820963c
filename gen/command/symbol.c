#include "symbol.h"

#include "../suggest.h"

#include <string.h>

enum {
    CANDIDATES_MAX = 20,
    NEIGHBOURS_MAX = 3
};

static bool is_end_of(const char *id, const char *symbol)
{
    size_t length = strlen(id), end = strlen(symbol);
    return length > end && id[length - end - 1] == '.' && strcmp(id + length - end, symbol) == 0;
}

static size_t count_components(const char *name)
{
    size_t count = 1;
    for (; *name; name++)
        count += *name == '.';
    return count;
}

/* The last components of an id. */
static const char *tail_of(const char *id, size_t components)
{
    const char *tail = id + strlen(id);
    while (tail > id && (tail[-1] != '.' || --components))
        tail--;
    return tail;
}

static size_t list_candidates(const Graph *graph, const char *symbol, UT_string *out)
{
    size_t count = 0;
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next)
        count += is_end_of(node->id, symbol);
    if (!count)
        return 0;
    utstring_printf(out, "'%s' may be each of %zu symbols; say which by more of its name:", symbol, count);
    size_t shown = 0;
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next)
        if (is_end_of(node->id, symbol) && shown++ < CANDIDATES_MAX)
            utstring_printf(out, "\n  %s", node->id);
    if (shown > CANDIDATES_MAX)
        utstring_printf(out, "\n  and %zu more", shown - CANDIDATES_MAX);
    return count;
}

/* The nearest ids of the tree by the same number of last components, nearest first, in the order of the graph where they
 * tie. */
static size_t find_neighbours(const Graph *graph, const char *symbol, const GraphNode *found[NEIGHBOURS_MAX])
{
    size_t distances[NEIGHBOURS_MAX], count = 0, components = count_components(symbol);
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next) {
        Suggestion suggestion = suggest_start(symbol);
        if (node->kind != NODE_EXTERNAL)
            suggest_offer(&suggestion, tail_of(node->id, components));
        if (!suggestion.best)
            continue;
        size_t at = count;
        while (at && distances[at - 1] > suggestion.distance)
            at--;
        if (at == NEIGHBOURS_MAX)
            continue;
        count += count < NEIGHBOURS_MAX;
        for (size_t i = count - 1; i > at; i--) {
            found[i] = found[i - 1];
            distances[i] = distances[i - 1];
        }
        found[at] = node;
        distances[at] = suggestion.distance;
    }
    return count;
}

void symbol_explain_unknown(const Graph *graph, const char *symbol, UT_string *out)
{
    const GraphNode *neighbours[NEIGHBOURS_MAX];
    if (list_candidates(graph, symbol, out))
        return;
    utstring_printf(out, "there is no symbol '%s'", symbol);
    size_t count = find_neighbours(graph, symbol, neighbours);
    if (count)
        utstring_printf(out, "; did you mean");
    for (size_t i = 0; i < count; i++)
        utstring_printf(out, "%s %s", i == 0 ? "" : i + 1 < count ? "," : " or", neighbours[i]->id);
    if (count)
        utstring_printf(out, "?");
}
