#include "analysis.h"

#include "graph/build.h"
#include "installed.h"
#include "progress.h"
#include "source/cache.h"
#include "source/source.h"
#include "units.h"
#include "../extractors/extractor.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char text[300];
} Reason;

static FactsHeader *extract(ExtractorState **states, Language language, const char *bytes, size_t size)
{
    if (!states[language])
        states[language] = extractors[language]->open();
    return extractors[language]->extract(states[language], bytes, size);
}

/* The facts of one file, fresh. NULL when it cannot be read; `reason` says why. */
static FactsHeader *read_fresh(const SourceTree *tree, size_t index, ExtractorState **states, Reason *reason)
{
    size_t size;
    char *bytes = source_read(tree, index, &size, reason->text, sizeof reason->text);
    FactsHeader *image = bytes ? extract(states, tree->files[index].language, bytes, size) : NULL;
    free(bytes);
    return image;
}

/* The same of a file that the cache may have by the id of its blob. */
static FactsHeader *read_through(const SourceTree *tree, size_t index, Cache *cache, CacheKey *key,
                                 ExtractorState **states, Reason *reason)
{
    SourceId blob;
    size_t size;
    Language language = tree->files[index].language;
    char *bytes = source_read_blob(tree, index, &blob, &size, reason->text, sizeof reason->text);
    if (!bytes)
        return NULL;
    *key = cache_key(blob.bytes, blob.size, language, false);
    FactsHeader *image = cache_get(cache, *key);
    if (!image) {
        image = extract(states, language, bytes, size);
        cache_put(cache, *key, image);
    }
    free(bytes);
    return image;
}

/* The facts of one file, from the cache or fresh, at best without reading it. */
static FactsHeader *facts_of_file(const SourceTree *tree, size_t index, Cache *cache, ExtractorState **states,
                                  Reason *reason)
{
    if (!cache)
        return read_fresh(tree, index, states, reason);
    SourceId id = source_id(tree, index);
    CacheKey key, known = cache_key(id.bytes, id.size, tree->files[index].language, false);
    FactsHeader *image = id.size ? cache_get(cache, known) : NULL;
    if (image)
        return image;
    image = read_through(tree, index, cache, &key, states, reason);
    if (image && id.size && memcmp(&key, &known, sizeof key) != 0)
        cache_link(cache, key, known);
    return image;
}

/* Of the files that say something by themselves; of the others, NULL. */
static void extract_all(const SourceTree *tree, Cache *cache, const Options *options, FactsHeader **images,
                        Reason *reasons)
{
    Progress *progress = progress_start(options->progress, "reading", tree->file_count);
#pragma omp parallel num_threads(options->jobs > 0 ? options->jobs : omp_get_num_procs())
    {
        ExtractorState *states[LANGUAGE_COUNT] = {0};
#pragma omp for schedule(dynamic, 4)
        for (size_t i = 0; i < tree->file_count; i++) {
            if (!extractors[tree->files[i].language]->by_unit)
                images[i] = facts_of_file(tree, i, cache, states, &reasons[i]);
            progress_step(progress);
        }
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            if (states[language])
                extractors[language]->close(states[language]);
    }
    progress_end(progress);
}

/* The facts of the whole tree, in the order of paths. */
typedef struct {
    const char **paths;
    FactsHeader **images; /* NULL: that file cannot be read */
    size_t count;
} Images;

static void add_image(Images *images, const char *path, FactsHeader *image, const char *reason, Diag *diag)
{
    Facts facts;
    images->paths[images->count] = path;
    images->images[images->count++] = image;
    if (!image && reason)
        diag_add(diag, DIAG_WARNING, path, 0, 0, "%s", reason);
    if (!image || !facts_open(&facts, image, image->size))
        return;
    for (uint32_t i = 1; i < facts.problems_count; i++)
        diag_add(diag, DIAG_WARNING, path, facts.problems[i].line, facts.problems[i].column, "%s",
                 facts_name(&facts, facts.problems[i].message));
}

/* Links the facts, which the program takes over. */
static Program *link_facts(const SourceTree *tree, const Images *images, Installed *installed, const Options *options)
{
    const char **roots = memory_zeroed(tree->named_count + 1, sizeof *roots); /* imports start there */
    memcpy(roots, tree->named, tree->named_count * sizeof *roots);
    ProgramInput input = {.root = tree->root,
                          .roots = roots,
                          .markers = (const char *const *)tree->markers,
                          .marker_count = tree->marker_count,
                          .paths = images->paths,
                          .images = images->images,
                          .file_count = images->count,
                          .outside = installed ? installed_reader(installed) : (ModuleReader){0}};
    Program *program = program_new(&input, options->catalog);
    free(roots);
    return program;
}

static void free_images(Images *images)
{
    free(images->paths);
    free(images->images);
}

/* Reads all files. A file of C or C++ may be there several times, as often as it is compiled in another way; or not at
 * all, when it is a header that others include. */
static bool read_facts(Images *out, const SourceTree *tree, Cache *cache, const Options *options, Diag *diag)
{
    Units units;
    if (!units_read(&units, tree, cache, options, diag))
        return false;
    FactsHeader **images = memory_zeroed(tree->file_count + 1, sizeof *images);
    Reason *reasons = memory_zeroed(tree->file_count + 1, sizeof *reasons);
    extract_all(tree, cache, options, images, reasons);
    size_t room = tree->file_count + units.count + 1, unit = 0;
    *out = (Images){memory_zeroed(room, sizeof *out->paths), memory_zeroed(room, sizeof *out->images), 0};
    for (size_t i = 0; i < tree->file_count; i++) {
        if (!extractors[tree->files[i].language]->by_unit)
            add_image(out, tree->files[i].path, images[i], reasons[i].text, diag);
        for (; unit < units.count && units.list[unit].file == i; unit++)
            add_image(out, tree->files[i].path, units.list[unit].image, NULL, diag);
    }
    free(units.list);
    free(reasons);
    free(images);
    return true;
}

static bool open_keeping(Analysis *analysis, bool flow, const Options *options, Diag *diag)
{
    SourceQuery query = options_query(options);
    BuildOptions build = {.tests = options->tests, .jobs = options->jobs};
    *analysis = (Analysis){.tree = source_open(&query, diag)};
    if (!analysis->tree)
        return false;
    analysis->cache = options->cache ? cache_open(options->cache) : NULL;
    Images images;
    if (!read_facts(&images, analysis->tree, analysis->cache, options, diag))
        return false;
    analysis->installed = installed_open(options, analysis->cache);
    analysis->program = link_facts(analysis->tree, &images, analysis->installed, options);
    free_images(&images);
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
    open_keeping(&analysis, false, options, diag);
    Graph *graph = analysis.graph;
    analysis.graph = NULL;
    analysis_close(&analysis);
    return graph;
}
