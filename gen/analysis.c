#include "analysis.h"

#include "graph/build.h"
#include "installed.h"
#include "progress.h"
#include "source/cache.h"
#include "source/source.h"
#include "../extractors/clang/clang.h"
#include "../extractors/extractor.h"

#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char text[160];
} Reason;

/* The facts of a file as a unit of its own, for which nobody says how it is compiled. */
static FactsHeader *facts_of_unit(const SourceTree *tree, size_t index)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", tree->root, tree->files[index].path) < 0)
        abort();
    ClangUnit unit = {.root = tree->root, .path = path, .directory = tree->root};
    FactsHeader *image = clang_extract(&unit);
    free(path);
    return image;
}

/* The facts of one file, from the cache or fresh. NULL when it cannot be read; `reason` says why. */
static FactsHeader *facts_of_file(const SourceTree *tree, size_t index, Cache *cache, ExtractorState **states,
                                  Reason *reason)
{
    size_t size;
    Language language = tree->files[index].language;
    if (extractors[language]->by_unit)
        return facts_of_unit(tree, index);
    char *bytes = source_read(tree, index, &size, reason->text, sizeof reason->text);
    if (!bytes)
        return NULL;
    CacheKey key = {0};
    FactsHeader *image = NULL;
    if (cache) {
        key = cache_key(bytes, size, language, false);
        image = cache_get(cache, key);
    }
    if (!image) {
        if (!states[language])
            states[language] = extractors[language]->open();
        image = extractors[language]->extract(states[language], bytes, size);
        if (cache)
            cache_put(cache, key, image);
    }
    free(bytes);
    return image;
}

static void extract_all(const SourceTree *tree, Cache *cache, const Options *options, FactsHeader **images,
                        Reason *reasons)
{
    Progress *progress = progress_start(options->progress, "reading", tree->file_count);
#pragma omp parallel num_threads(options->jobs > 0 ? options->jobs : omp_get_num_procs())
    {
        ExtractorState *states[LANGUAGE_COUNT] = {0};
#pragma omp for schedule(dynamic, 4)
        for (size_t i = 0; i < tree->file_count; i++) {
            images[i] = facts_of_file(tree, i, cache, states, &reasons[i]);
            progress_step(progress);
        }
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            if (states[language])
                extractors[language]->close(states[language]);
    }
    progress_end(progress);
}

static void report_problems(const SourceTree *tree, FactsHeader *const *images, const Reason *reasons, Diag *diag)
{
    for (size_t i = 0; i < tree->file_count; i++) {
        Facts facts;
        if (!images[i]) {
            diag_add(diag, DIAG_WARNING, tree->files[i].path, 0, 0, "%s", reasons[i].text);
            continue;
        }
        if (!facts_open(&facts, images[i], images[i]->size))
            continue;
        for (uint32_t j = 1; j < facts.problems_count; j++)
            diag_add(diag, DIAG_WARNING, tree->files[i].path, facts.problems[j].line, facts.problems[j].column, "%s",
                     facts_name(&facts, facts.problems[j].message));
    }
}

/* Directories that the user named, relative to the tree's root: imports start there. */
static const char **named_roots(const SourceTree *tree, const Options *options)
{
    size_t count = 0, length = strlen(tree->root);
    while (options->paths[count])
        count++;
    const char **roots = memory_zeroed(count + 1, sizeof *roots);
    size_t used = 0;
    for (size_t i = 0; i < count && !options->revision; i++) {
        char *absolute = realpath(options->paths[i], NULL);
        if (absolute && strncmp(absolute, tree->root, length) == 0 &&
            (absolute[length] == '/' || !absolute[length] || length == 1)) {
            const char *relative = absolute + length;
            roots[used++] = strdup(*relative == '/' ? relative + 1 : relative);
        }
        free(absolute);
    }
    return roots;
}

static void free_roots(const char **roots)
{
    for (size_t i = 0; roots[i]; i++)
        free((char *)roots[i]);
    free(roots);
}

/* Links the facts, which the program takes over. */
static Program *link_facts(const SourceTree *tree, FactsHeader **images, Installed *installed, const Options *options)
{
    const char **roots = named_roots(tree, options);
    const char **paths = memory_zeroed(tree->file_count + 1, sizeof *paths);
    for (size_t i = 0; i < tree->file_count; i++)
        paths[i] = tree->files[i].path;
    ProgramInput input = {.root = tree->root,
                          .roots = roots,
                          .markers = (const char *const *)tree->markers,
                          .marker_count = tree->marker_count,
                          .paths = paths,
                          .images = images,
                          .file_count = tree->file_count,
                          .outside = installed ? installed_reader(installed) : (ModuleReader){0}};
    Program *program = program_new(&input, options->catalog);
    free(paths);
    free_roots(roots);
    return program;
}

static FactsHeader **read_facts(const SourceTree *tree, Cache *cache, const Options *options, Diag *diag)
{
    FactsHeader **images = memory_zeroed(tree->file_count + 1, sizeof *images);
    Reason *reasons = memory_zeroed(tree->file_count + 1, sizeof *reasons);
    extract_all(tree, cache, options, images, reasons);
    report_problems(tree, images, reasons, diag);
    free(reasons);
    return images;
}

static bool open_keeping(Analysis *analysis, bool flow, const Options *options, Diag *diag)
{
    SourceQuery query = options_query(options);
    BuildOptions build = {.tests = options->tests, .jobs = options->jobs};
    *analysis = (Analysis){.tree = source_open(&query, diag)};
    if (!analysis->tree)
        return false;
    analysis->cache = options->cache ? cache_open(options->cache) : NULL;
    FactsHeader **images = read_facts(analysis->tree, analysis->cache, options, diag);
    analysis->installed = installed_open(options, analysis->cache);
    analysis->program = link_facts(analysis->tree, images, analysis->installed, options);
    free(images);
    if (!flow)
        program_forget_flow(analysis->program);
    analysis->graph = graph_build(analysis->program, options->catalog, &build);
    installed_report(analysis->installed, diag);
    if (program_widened(analysis->program))
        diag_add(diag, DIAG_NOTE, NULL, 0, 0, "%zu values may be too many things; they count as unknown",
                 program_widened(analysis->program));
    return true;
}

bool analysis_open(Analysis *analysis, const Options *options, Diag *diag)
{
    return open_keeping(analysis, true, options, diag);
}

void analysis_close(Analysis *analysis)
{
    graph_free(analysis->graph);
    program_free(analysis->program);
    installed_close(analysis->installed);
    if (analysis->cache)
        cache_close(analysis->cache);
    source_close(analysis->tree);
    *analysis = (Analysis){0};
}

Graph *analysis_run(const Options *options, Diag *diag)
{
    Analysis analysis;
    if (!open_keeping(&analysis, false, options, diag))
        return NULL;
    Graph *graph = analysis.graph;
    analysis.graph = NULL;
    analysis_close(&analysis);
    return graph;
}
