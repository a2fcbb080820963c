#include "analysis.h"

#include "../extractors/memory.h"
#include "graph/build.h"
#include "graph/launches.h"
#include "installed.h"
#include "progress.h"
#include "source/cache.h"
#include "source/glob.h"
#include "source/source.h"
#include "units.h"
#include "../extractors/extractor.h"
#include "../extractors/launch.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILES_A_THREAD = 8 /* that are worth one: where there are few, threads wait for each other longer than they work */
};

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

/* The facts of a whole tree, in the order of paths. */
typedef struct {
    const char **paths;
    FactsHeader **images; /* NULL: that file cannot be read */
    size_t count;
} Images;

/* Another tree whose facts are there already. */
typedef struct {
    const SourceTree *tree; /* NULL: there is none */
    const Images *images;
} Twin;

/* The first image of that path, or NULL. */
static const FactsHeader *find_image(const Images *images, const char *path)
{
    size_t low = 0, high = images->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(images->paths[middle], path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < images->count && strcmp(images->paths[low], path) == 0 ? images->images[low] : NULL;
}

/* A copy of the facts that the twin has of the same bytes at the same path, or NULL. */
static FactsHeader *facts_of_twin(const SourceTree *tree, size_t index, const Twin *twin)
{
    const char *path = tree->files[index].path;
    size_t same = twin->tree ? source_find(twin->tree, path) : 0;
    if (!twin->tree || same == twin->tree->file_count)
        return NULL;
    SourceId id = source_id(tree, index), other = source_id(twin->tree, same);
    if (!id.size || id.size != other.size || memcmp(id.bytes, other.bytes, id.size) != 0)
        return NULL;
    const FactsHeader *image = find_image(twin->images, path);
    return image ? memcpy(memory_alloc(image->size), image, image->size) : NULL;
}

/* The facts of one file, from the cache or fresh, at best without reading it. */
static FactsHeader *facts_of_file(const SourceTree *tree, size_t index, Cache *cache, const Twin *twin,
                                  ExtractorState **states, Reason *reason)
{
    FactsHeader *shared = facts_of_twin(tree, index, twin);
    if (shared)
        return shared;
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
static void extract_all(const SourceTree *tree, Cache *cache, const Twin *twin, const Options *options,
                        FactsHeader **images, Reason *reasons)
{
    Progress *progress = progress_start(options->progress, "reading", tree->file_count);
#pragma omp parallel num_threads(options_threads(options, tree->file_count, FILES_A_THREAD))
    {
        ExtractorState *states[LANGUAGE_COUNT] = {0};
#pragma omp for schedule(dynamic, 4)
        for (size_t i = 0; i < tree->file_count; i++) {
            if (!extractors[tree->files[i].language]->by_unit)
                images[i] = facts_of_file(tree, i, cache, twin, states, &reasons[i]);
            progress_step(progress);
        }
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            if (states[language])
                extractors[language]->close(states[language]);
    }
    progress_end(progress);
}

static void add_image(Images *images, const char *path, FactsHeader *image, const char *reason, Diag *diag)
{
    Facts facts;
    images->paths[images->count] = path;
    images->images[images->count++] = image;
    if (!image && reason)
        diag_add(diag, DIAG_LOSS, path, 0, 0, "%s", reason);
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
    bool *tests = memory_zeroed(images->count + 1, sizeof *tests);
    for (size_t i = 0; i < images->count; i++)
        tests[i] = glob_list_matches(options->tests, images->paths[i], false);
    ProgramInput input = {.root = tree->root,
                          .roots = roots,
                          .markers = (const char *const *)tree->markers,
                          .marker_count = tree->marker_count,
                          .paths = images->paths,
                          .images = images->images,
                          .tests = tests,
                          .file_count = images->count,
                          .outside = installed ? installed_reader(installed) : (ModuleReader){0},
                          .threads = options_threads(options, images->count, FILES_A_THREAD)};
    Program *program = program_new(&input, options->catalog);
    free(tests);
    free(roots);
    return program;
}

/* The images themselves are the program's. */
static void free_lists(Images *images)
{
    free(images->paths);
    free(images->images);
}

/* Reads all files. A file of C or C++ may be there several times, as often as it is compiled in another way; or not at
 * all, when it is a header that others include. */
static bool read_facts(Images *out, const SourceTree *tree, Cache *cache, const Twin *twin, const Options *options,
                       Diag *diag)
{
    Units units;
    if (!units_read(&units, tree, cache, options, diag))
        return false;
    FactsHeader **images = memory_zeroed(tree->file_count + 1, sizeof *images);
    Reason *reasons = memory_zeroed(tree->file_count + 1, sizeof *reasons);
    extract_all(tree, cache, twin, options, images, reasons);
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

/* Lists the tree and brings the facts of its files; false when there is nothing to read. */
static bool read_tree(Analysis *analysis, const Twin *twin, const Options *options, Images *out, Diag *diag)
{
    SourceQuery query = options_query(options);
    *analysis = (Analysis){.tree = source_open(&query, diag)};
    if (!analysis->tree)
        return false;
    if (!analysis->tree->file_count && !query.may_lack)
        diag_add(diag, DIAG_WARNING, NULL, 0, 0, "there is no source file of a known language to read");
    analysis->cache = options->cache ? cache_open(options->cache) : NULL;
    return read_facts(out, analysis->tree, analysis->cache, twin, options, diag);
}

/* Finds in the graph what the tree's launchers start; those of tests start nothing that counts. */
static void mark_launches(Analysis *analysis, const Options *options)
{
    UT_array launches;
    LaunchSearch *search = launches_open(analysis->graph, analysis->program);
    utarray_init(&launches, &launch_icd);
    for (size_t i = 0; i < analysis->tree->marker_count; i++) {
        const char *path = analysis->tree->markers[i];
        char reason[sizeof(Reason)];
        size_t size;
        char *text = glob_list_matches(options->tests, path, false)
                         ? NULL
                         : source_read_path(analysis->tree, path, &size, reason, sizeof reason);
        if (!text)
            continue;
        utarray_clear(&launches);
        launch_read(path, text, size, &launches);
        launches_mark(search, path, &launches);
        free(text);
    }
    utarray_done(&launches);
    launches_close(search);
}

/* Makes program and graph of the facts, which it takes over. */
static void link_tree(Analysis *analysis, Images *images, bool flow, const Options *options)
{
    BuildOptions build = {.threads = options_threads(options, images->count, FILES_A_THREAD),
                          .bodies = options->verb->traits & (VERB_GRAPHS | VERB_DIFFS)};
    analysis->installed = installed_open(options, analysis->cache);
    analysis->program = link_facts(analysis->tree, images, analysis->installed, options);
    free_lists(images);
    if (!flow)
        program_forget_flow(analysis->program);
    analysis->graph = graph_build(analysis->program, options->catalog, &build);
    mark_launches(analysis, options);
}

static void report_link(const Analysis *analysis, Diag *diag)
{
    installed_report(analysis->installed, diag);
    if (program_widened(analysis->program))
        diag_add(diag, DIAG_NOTE, NULL, 0, 0, "%zu values may be too many things; they count as unknown",
                 program_widened(analysis->program));
}

static bool open_keeping(Analysis *analysis, bool flow, const Options *options, Diag *diag)
{
    Images images;
    if (!read_tree(analysis, &(Twin){0}, options, &images, diag))
        return false;
    link_tree(analysis, &images, flow, options);
    report_link(analysis, diag);
    return true;
}

bool analysis_open(Analysis *analysis, const Options *options, Diag *diag)
{
    return open_keeping(analysis, true, options, diag);
}

/* The same of facts that no program has taken over. */
static void free_images(Images *images)
{
    for (size_t i = 0; i < images->count; i++)
        free(images->images[i]);
    free_lists(images);
}

/* Linking is one thread's work, so two trees are linked at once. */
static void link_pair(Analysis pair[2], Images images[2], const Options *const options[2])
{
    int jobs = options_threads(options[0], images[0].count + images[1].count, FILES_A_THREAD);
    omp_set_max_active_levels(2);
#pragma omp parallel for schedule(static, 1) num_threads(jobs > 1 ? 2 : 1)
    for (int i = 0; i < 2; i++) {
        Options own = *options[i];
        own.jobs = jobs > 3 ? jobs / 2 : 1;
        link_tree(&pair[i], &images[i], true, &own);
    }
}

bool analysis_open_pair(Analysis pair[2], const Options *const options[2], Diag *const diags[2])
{
    Images images[2];
    pair[1] = (Analysis){0};
    if (!read_tree(&pair[0], &(Twin){0}, options[0], &images[0], diags[0]))
        return false;
    if (!read_tree(&pair[1], &(Twin){pair[0].tree, &images[0]}, options[1], &images[1], diags[1])) {
        free_images(&images[0]);
        return false;
    }
    link_pair(pair, images, options);
    for (int i = 0; i < 2; i++)
        report_link(&pair[i], diags[i]);
    return true;
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
