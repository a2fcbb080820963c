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

static void add_edges(Build *build, const Arrows *arrows)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    for (size_t i = 0; i < count; i++) {
        if (!files[i].image)
            continue;
        build_add_imports(build, &files[i]);
        for (uint32_t def = 1; def < files[i].facts.defs_count; def++) {
            uint32_t number = files[i].first_def + def;
            build_add_structure(build, number, files[i].facts.defs[def].kind);
            for (uint32_t k = arrows->first[number]; k < arrows->first[number + 1]; k++)
                if (arrows->arrows[k].drawn)
                    build_add_arrow(build, number, &arrows->arrows[k]);
        }
    }
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

/* Small ones: the tables of solving are there, too, and a tree takes most memory then. */
static void draft_tables(Build *build)
{
    uint32_t defs = build->def_count + 1;
    size_t files;
    const ProgramFile *first = program_files(build->program, &files);
    build->nodes = memory_zeroed(defs, sizeof *build->nodes);
    build->own = memory_alloc(defs * sizeof *build->own);
    build->paths = memory_zeroed(files + 1, sizeof *build->paths);
    for (size_t i = 0; i < files; i++)
        build->paths[i] = graph_text(build->graph, first[i].path);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        build->languages[language] = graph_text(build->graph, extractors[language]->name);
}

static void add_tables(Build *build)
{
    uint32_t values = build->value_count + 1, defs = build->def_count + 1;
    size_t names = names_count(program_names(build->program)) + 1;
    build->orders = memory_zeroed(values, sizeof *build->orders);
    build->consumers = memory_zeroed(values, sizeof *build->consumers);
    build->enclosed = memory_zeroed(values, sizeof *build->enclosed);
    build->never = memory_zeroed(defs, sizeof *build->never);
    build->plain = memory_zeroed(defs, sizeof *build->plain);
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
    free(build->kept);
    free(build->called);
    asking_free(build->asking);
    free(build->external);
    free(build->hooked);
    free(build->paths);
    free(build);
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
    graph_expect_nodes(build->graph, build->def_count);
    draft_tables(build);
    build->graph->of_def = build->nodes;
    build_add_nodes(build);
    if (options->bodies)
        build_add_bodies(build);
    steps_init(&build->steps, program, catalog, build->graph, build->nodes);
    build_match_patterns(build);
    return build;
}

Graph *graph_build(GraphDraft *draft)
{
    Build *build = draft;
    Graph *graph = build->graph;
    size_t calls;
    program_calls(build->program, &calls);
    graph_expect_edges(graph, calls);
    add_tables(build);
    build_rank_values(build);
    build->asking = asking_new(build->program);
    build_find_never_awaitable(build);
    connect_nodes(build);
    build_mark_legacy(build);
    build_add_roles(build);
    draft_free(build);
    return graph;
}
