#include "building.h"

#include "../../extractors/memory.h"

#include <stdlib.h>

const char *build_text(const Build *build, uint32_t name)
{
    return names_text(program_names(build->program), name);
}

const char *build_path(const Build *build, const ProgramFile *file)
{
    size_t count;
    return build->paths[file - program_files(build->program, &count)];
}

const char *build_path_of_def(const Build *build, const ProgramFile *file, uint32_t index)
{
    return file->facts.defs[index].file
               ? graph_text(build->graph, program_path_of_def(build->program, file->first_def + index))
               : build_path(build, file);
}

const char *build_language(const Build *build, const ProgramFile *file)
{
    return build->languages[file->facts.header->language];
}

const char *build_language_of_site(const Build *build, uint32_t site)
{
    return build_language(build, program_file_of_value(build->program, site));
}

uint32_t build_name_of_def(const Build *build, uint32_t def)
{
    return program_file_of_def(build->program, def)->names[program_def(build->program, def)->name];
}

static const UT_icd open_edge_icd = {sizeof(OpenEdge), NULL, NULL, NULL};

static void list_init(EdgeList *list)
{
    list->edges = (NewEdges){0};
    utarray_init(&list->open, &open_edge_icd);
}

End build_end(const Build *build, uint32_t def, uint32_t name, const char *language)
{
    return (End){def ? build->nodes[def] : NULL, name, language};
}

void build_add_edge(EdgeList *edges, End from, End to, EdgeKind kind, uint32_t flags, GraphSite site)
{
    NewEdge *edge = graph_make_edge(&edges->edges, from.node, to.node, kind, flags, site);
    OpenEdge open = {edge, from.node ? to : from};
    if (!open.end.node)
        utarray_push_back(&edges->open, &open);
}

void build_join(const Build *build, EdgeList *edges, uint32_t from, uint32_t to, EdgeKind kind, uint32_t flags,
                GraphSite site)
{
    build_add_edge(edges, (End){.node = build->nodes[from]}, (End){.node = build->nodes[to]}, kind, flags, site);
}

/* Of a file, but imports. */
static void find_edges(const Build *build, const ProgramFile *file, const Arrows *arrows, EdgeList *out)
{
    for (uint32_t def = 1; def < file->facts.defs_count; def++) {
        uint32_t number = file->first_def + def;
        build_add_structure(build, number, file->facts.defs[def].kind, out);
        for (uint32_t k = arrows->first[number]; k < arrows->first[number + 1]; k++)
            if (arrows->arrows[k].drawn)
                build_add_arrow(build, number, &arrows->arrows[k], out);
    }
}

/* What nodes of definitions are told besides edges. */
static void mark_nodes(Build *build, const Arrows *arrows)
{
    for (uint32_t def = 1; def < build->def_count; def++) {
        if (build->never[def] == FAILS_WHOLLY)
            build->nodes[def]->flags |= NODE_NEVER_AWAITABLE;
        if (program_def(build->program, def)->kind == DEF_CLASS)
            build_add_class_roles(build, def);
        for (uint32_t k = arrows->first[def]; k < arrows->first[def + 1]; k++)
            if (arrows->arrows[k].drawn && arrows->arrows[k].call->reach == REACH_HANDED &&
                arrows->arrows[k].call->target)
                build_mark_handed(build, arrows->arrows[k].call);
    }
}

/* Gives open edges the nodes outside the tree, and hands all over to the graph. */
static void take_edges(Build *build, EdgeList *edges)
{
    for (const OpenEdge *open = NULL; (open = (const OpenEdge *)utarray_next(&edges->open, open));) {
        NewEdge *edge = open->edge;
        GraphNode *node = build_external_node(build, open->end.name, open->end.language);
        if (!edge->from)
            edge->from = node;
        else if (node != edge->from || edge->kind != EDGE_IMPORTS) /* a module that is called like one outside */
            edge->to = node;
    }
    graph_take_edges(build->graph, edges->edges);
    utarray_done(&edges->open);
}

static void add_edges(Build *build, const Arrows *arrows)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    EdgeList *of_file = memory_alloc((count + 1) * sizeof *of_file);
#pragma omp parallel num_threads(build->threads)
    {
#pragma omp single nowait
        mark_nodes(build, arrows);
#pragma omp for schedule(dynamic, 8)
        for (size_t i = 0; i < count; i++) {
            list_init(&of_file[i]);
            if (files[i].image)
                find_edges(build, &files[i], arrows, &of_file[i]);
        }
    }
    take_edges(build, &build->imports);
    for (size_t i = 0; i < count; i++)
        take_edges(build, &of_file[i]);
    free(of_file);
}

static void connect_nodes(Build *build)
{
    Arrows arrows = build_find_arrows(build);
    add_edges(build, &arrows);
    free(arrows.arrows); /* a large part of a tree's memory, where that is highest */
    free(arrows.first);
    steps_add_edges(&build->steps, build->graph, build->nodes);
    graph_finish(build->graph);
}

static void draft_tables(Build *build)
{
    uint32_t values = build->value_count + 1, defs = build->def_count + 1;
    size_t files;
    const ProgramFile *first = program_files(build->program, &files);
    build->nodes = memory_zeroed(defs, sizeof *build->nodes);
    build->own = memory_alloc(defs * sizeof *build->own);
    build->orders = memory_zeroed(values, sizeof *build->orders);
    build->consumers = memory_zeroed(values, sizeof *build->consumers);
    build->enclosed = memory_zeroed(values, sizeof *build->enclosed);
    build->paths = memory_zeroed(files + 1, sizeof *build->paths);
    for (size_t i = 0; i < files; i++)
        build->paths[i] = graph_text(build->graph, first[i].path);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        build->languages[language] = graph_text(build->graph, extractors[language]->name);
}

static void add_tables(Build *build)
{
    uint32_t defs = build->def_count + 1;
    size_t names = names_count(program_names(build->program)) + 1;
    build->never = memory_zeroed(defs, sizeof *build->never);
    build->plain = memory_zeroed(defs, sizeof *build->plain);
    build->awaits_below = memory_zeroed(defs, sizeof *build->awaits_below);
    build->kept = memory_zeroed(defs, sizeof *build->kept);
    build->external = memory_zeroed(names, sizeof *build->external);
    build->hooked = memory_zeroed(names, sizeof *build->hooked);
}

static void draft_free(Build *build)
{
    steps_deinit(&build->steps);
    free(build->own);
    free(build->orders);
    free(build->consumers);
    free(build->enclosed);
    free(build->never);
    free(build->plain);
    free(build->awaits_below);
    free(build->kept);
    free(build->called);
    asking_free(build->asking);
    free(build->external);
    free(build->hooked);
    free(build->paths);
    free(build);
}

static void add_imports(Build *build)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    list_init(&build->imports);
    for (size_t i = 0; i < count; i++)
        if (files[i].image)
            build_add_imports(build, &files[i], &build->imports);
}

GraphDraft *graph_draft(const Program *program, const Catalog *catalog, const BuildOptions *options)
{
    Build *build = memory_alloc(sizeof *build);
    *build = (Build){.program = program,
                     .catalog = catalog,
                     .threads = options->threads,
                     .value_count = program_value_count(program),
                     .def_count = program_def_count(program),
                     .graph = graph_new()};
    graph_expect(build->graph, build->def_count, build->threads);
    draft_tables(build);
    build->graph->of_def = build->nodes;
    build_add_nodes(build);
    if (options->bodies)
        build_add_bodies(build);
    steps_init(&build->steps, program, catalog, build->graph, build->nodes);
    build_rank_values(build);
    add_imports(build);
    graph_sort_nodes(build->graph);
    build_match_patterns(build);
    build_mark_legacy(build);
    return build;
}

Graph *graph_build(GraphDraft *draft)
{
    Build *build = draft;
    Graph *graph = build->graph;
    add_tables(build);
    build->asking = asking_new(build->program);
    build_find_never_awaitable(build);
    connect_nodes(build);
    build_add_roles(build);
    draft_free(build);
    return graph;
}
