/*
 * production.c - see production.h. Breadth first, so that a way is one of the shortest, and calls before imports: that a module is
 * imported tells less than that somebody calls a function of it.
 */
#include "production.h"

#include "../../extractors/memory.h"

#include <stdlib.h>

enum {
    LONGEST_WAY = 7, /* lines of evidence */
    NO_STEP = UINT32_MAX
};

/* How a node was reached. */
typedef struct ProductionStep {
    const Flow *flow; /* the call, or NULL: from the start, or by an import */
    uint32_t from;    /* rank; its own: an entry point; NO_STEP: not reached */
} ProductionStep;

/* Code that runs when other code is imported: module bodies, by the scope of the import. */
typedef struct {
    uint32_t from, to; /* ranks */
} Imported;

static const UT_icd imported_icd = {sizeof(Imported), NULL, NULL, NULL};

static bool enter(Production *production, uint32_t rank, uint32_t from, const Flow *flow)
{
    if (!production->slice->marks[rank].production || production->steps[rank].from != NO_STEP)
        return false;
    production->steps[rank] = (ProductionStep){flow, from};
    production->queue[production->count++] = rank;
    return true;
}

/* From what was reached since the last time. */
static void walk_calls(Production *production)
{
    for (; production->walked < production->count; production->walked++) {
        uint32_t from = production->queue[production->walked];
        for (uint32_t i = production->slice->first[from]; i < production->slice->first[from + 1]; i++)
            enter(production, slice_flow(production->slice, i)->to, from, slice_flow(production->slice, i));
    }
}

static void enter_entries(Production *production)
{
    for (uint32_t i = 0; i < production->slice->graph->node_count; i++) {
        const GraphNode *node = production->slice->nodes[i];
        if (node->flags & (NODE_ENTRY | NODE_MAIN))
            enter(production, slice_owner(production->slice, node)->index, slice_owner(production->slice, node)->index,
                  NULL);
    }
}

/* --- imports --- */

static int compare_imported(const void *left, const void *right)
{
    const Imported *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return a->to < b->to ? -1 : a->to > b->to;
}

static void add_imports(const Subject *subject, const ProgramFile *file, UT_array *out)
{
    for (uint32_t i = 1; file->image && i < file->facts.imports_count; i++) {
        const Import *import = &file->facts.imports[i];
        uint32_t target, external;
        if (import->flags & IMPORT_TYPING || !program_import_target(subject->program, file, i, &target, &external) ||
            !target)
            continue;
        Imported imported = {subject->graph->of_def[file->first_def + import->scope]->index,
                             subject->graph->of_def[target]->index};
        utarray_push_back(out, &imported);
    }
}

static void find_imports(const Subject *subject, UT_array *out)
{
    size_t count;
    const ProgramFile *files = program_files(subject->program, &count);
    utarray_init(out, &imported_icd);
    for (size_t i = 0; i < count; i++)
        add_imports(subject, &files[i], out);
    slice_sort(out, compare_imported);
}

/* The first import of that node. */
static uint32_t find_first(const UT_array *imports, uint32_t from)
{
    uint32_t low = 0, high = utarray_len(imports);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (((const Imported *)utarray_eltptr(imports, middle))->from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void walk_imports(Production *production, const UT_array *imports)
{
    const Slice *slice = production->slice;
    for (size_t head = 0; head < production->count; head++) {
        uint32_t from = production->queue[head];
        const GraphNode *module = graph_find_node(slice->graph, slice->nodes[from]->module);
        if (module)
            enter(production, module->index, from, NULL);
        for (uint32_t i = find_first(imports, from); i < utarray_len(imports); i++) {
            const Imported *imported = (const Imported *)utarray_eltptr(imports, i);
            if (imported->from != from)
                break;
            enter(production, imported->to, from, NULL);
        }
        walk_calls(production);
    }
}

/* --- */

void production_init(Production *production, const Subject *subject)
{
    size_t count = subject->graph->node_count;
    UT_array imports;
    *production = (Production){.slice = subject->slice,
                               .steps = memory_alloc((count + 1) * sizeof *production->steps),
                               .queue = memory_alloc((count + 1) * sizeof *production->queue)};
    for (size_t i = 0; i < count; i++)
        production->steps[i] = (ProductionStep){NULL, NO_STEP};
    enter_entries(production);
    walk_calls(production);
    find_imports(subject, &imports);
    walk_imports(production, &imports);
    utarray_done(&imports);
}

void production_deinit(Production *production)
{
    free(production->steps);
    free(production->queue);
}

bool production_runs(const Production *production, const GraphNode *node)
{
    return production->steps[slice_owner(production->slice, node)->index].from != NO_STEP;
}

static void tell_start(const Production *production, uint32_t rank, RuleContext *context, Finding *finding)
{
    const GraphNode *node = production->slice->nodes[rank];
    const char *word = node->flags & NODE_MAIN     ? "script"
                       : node->kind == NODE_MODULE ? "code of the module, which runs when it is imported"
                       : node->flags & NODE_ENTRY  ? "entry point"
                                                   : "runs in production";
    finding_add_evidence(context->findings, finding, node->path, node->line, 0, "%s: %s", rule_title(node), word);
}

void production_tell_way(const Production *production, const GraphNode *node, RuleContext *context, Finding *finding)
{
    const Flow *way[LONGEST_WAY];
    uint32_t rank = slice_owner(production->slice, node)->index;
    size_t length = 0;
    for (; production->steps[rank].flow; rank = production->steps[rank].from)
        if (length < LONGEST_WAY)
            way[length++] = production->steps[rank].flow;
        else
            way[LONGEST_WAY - 1] =
                production->steps[rank].flow; /* the first call tells more than those in the middle */
    tell_start(production, rank, context, finding);
    while (length--) {
        const GraphSite *site = way[length]->edge->sites;
        finding_add_evidence(context->findings, finding, site->path, site->line, site->column, "%s calls %s",
                             rule_title(way[length]->edge->key.from), rule_title(way[length]->edge->key.to));
    }
}

bool *production_tests_run(const Graph *graph)
{
    bool *seen = memory_zeroed(graph->node_count + 1, sizeof *seen);
    const GraphNode **queue = memory_alloc((graph->node_count + 1) * sizeof *queue);
    size_t tail = 0;
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next)
        if (node->flags & NODE_TEST) {
            seen[node->index] = true;
            queue[tail++] = node;
        }
    for (size_t head = 0; head < tail; head++)
        for (const GraphEdge *edge = queue[head]->out; edge; edge = edge->next_out) {
            bool runs = edge->key.kind < EDGE_RETURNS || edge->key.kind == EDGE_DEPENDS;
            if (!runs || seen[edge->key.to->index])
                continue;
            seen[edge->key.to->index] = true;
            queue[tail++] = edge->key.to;
        }
    free(queue);
    return seen;
}
