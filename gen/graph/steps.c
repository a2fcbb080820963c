#include "steps.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <utstring.h>

static const UT_icd step_icd = {sizeof(Step), NULL, NULL, NULL};

/* The entries for a constant that labels code. Others of its name are about something else. */
static uint32_t find_roles(const Catalog *catalog, const char *constant, bool *websocket)
{
    const CatalogEntry *entries;
    size_t count = catalog_find(catalog, constant, &entries);
    uint32_t roles = 0;
    for (size_t i = 0; i < count; i++)
        if (entries[i].callee == CALLEE_CASE) {
            roles |= 1u << entries[i].role;
            *websocket = *websocket || entries[i].flags & CATALOG_WEBSOCKET;
        }
    return roles;
}

static GraphNode *add_node(Graph *graph, const GraphNode *function, const Case *label, const char *constant)
{
    UT_string id;
    utstring_init(&id);
    utstring_printf(&id, "%s.<case %s>", function->id, constant);
    GraphNode *node = graph_add_node_in(graph, utstring_body(&id), NODE_CASE, function->module);
    utstring_done(&id);
    node->path = function->path;
    node->language = function->language;
    node->line = label->line;
    node->flags |= function->flags & (NODE_TEST | NODE_LEGACY | NODE_ASYNC);
    return node;
}

static void add_step(Steps *steps, const Catalog *catalog, Graph *graph, GraphNode *const *nodes,
                     const ProgramFile *file, const Case *label)
{
    const char *constant = facts_name(&file->facts, label->name);
    bool websocket = false;
    uint32_t roles = find_roles(catalog, constant, &websocket), scope = file->first_def + label->scope;
    if (!roles)
        return;
    Step step = {.first_value = file->first_value + label->first_value,
                 .end_value = file->first_value + label->end_value,
                 .scope = scope,
                 .line = label->line,
                 .column = label->column,
                 .handed = roles >> ROLE_FROM_THREAD & 1,
                 .node = add_node(graph, nodes[scope], label, constant)};
    step.node->roles |= roles;
    step.node->flags |= websocket ? NODE_WEBSOCKET : 0;
    step.node->flags |= roles & (1u << ROLE_BOOT | 1u << ROLE_SHUTDOWN) ? NODE_ENTRY : 0;
    utarray_push_back(steps->steps, &step);
}

static int compare_steps(const void *left, const void *right)
{
    const Step *a = left, *b = right;
    if (a->first_value != b->first_value)
        return a->first_value < b->first_value ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

void steps_init(Steps *steps, const Program *program, const Catalog *catalog, Graph *graph, GraphNode *const *nodes)
{
    size_t count;
    const ProgramFile *files = program_files(program, &count);
    steps->program = program;
    utarray_new(steps->steps, &step_icd);
    steps->first = memory_zeroed(count + 1, sizeof *steps->first);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t k = 1; files[i].image && k < files[i].facts.cases_count; k++)
            add_step(steps, catalog, graph, nodes, &files[i], &files[i].facts.cases[k]);
        steps->first[i + 1] = utarray_len(steps->steps);
    }
    if (utarray_len(steps->steps) > 1)
        utarray_sort(steps->steps, compare_steps);
}

void steps_deinit(Steps *steps)
{
    utarray_free(steps->steps);
    free(steps->first);
}

Step *steps_of_file(const Steps *steps, const ProgramFile *file, size_t *count)
{
    size_t files;
    size_t number = (size_t)(file - program_files(steps->program, &files));
    *count = steps->first[number + 1] - steps->first[number];
    return (Step *)utarray_eltptr(steps->steps, steps->first[number]);
}

const Step *steps_find(const Steps *steps, uint32_t value, const Step *after)
{
    size_t count;
    const ProgramFile *file = program_file_of_value(steps->program, value);
    const Step *of_file = steps_of_file(steps, file, &count);
    uint32_t scope = file->first_def + program_value(steps->program, value)->scope;
    for (size_t i = after ? (size_t)(after - of_file) + 1 : 0; i < count; i++) {
        const Step *step = &of_file[i];
        if (value >= step->first_value && value < step->end_value && step->scope == scope)
            return step;
    }
    return NULL;
}

void steps_add_edges(const Steps *steps, Graph *graph, GraphNode *const *nodes)
{
    for (const Step *step = (const Step *)utarray_front(steps->steps); step;
         step = (const Step *)utarray_next(steps->steps, step)) {
        GraphSite site = {.path = step->node->path,
                          .line = step->line,
                          .column = step->column,
                          .order = step->order,
                          .flags = SITE_IN_BRANCH};
        graph_add_edge(graph, nodes[step->scope], step->node, step->handed ? EDGE_FROM_THREAD : EDGE_CALL, 0, site);
    }
}
