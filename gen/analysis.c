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

#include <errno.h>
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
typedef struct Images {
    const char **paths;
    FactsHeader **images;     /* NULL: that file cannot be read */
    bool *shared;             /* belongs to another tree */
    size_t count, stub_count; /* stubs stand behind the others */
} Images;

/* The first image of that path, or NULL. */
static FactsHeader *find_image(const Images *images, const char *path)
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

/* The facts that another tree (or NULL) has of the same bytes at the same path, or NULL. */
static FactsHeader *facts_of_twin(const SourceTree *tree, size_t index, const Analysis *twin)
{
    const char *path = tree->files[index].path;
    size_t same = twin ? source_find(twin->tree, path) : 0;
    if (!twin || same == twin->tree->file_count)
        return NULL;
    SourceId id = source_id(tree, index), other = source_id(twin->tree, same);
    if (!id.size || id.size != other.size || memcmp(id.bytes, other.bytes, id.size) != 0)
        return NULL;
    return find_image(twin->images, path);
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

/* What was brought of a file. */
typedef struct {
    FactsHeader *image; /* NULL: it cannot be read, or says nothing by itself */
    bool shared;        /* the twin has it */
    Reason reason;
} Brought;

/* Of the files that say something by themselves. */
static void extract_all(const Analysis *analysis, const Analysis *twin, const Options *options, Brought *out)
{
    const SourceTree *tree = analysis->tree;
    size_t count = tree->file_count + tree->stub_count;
    Progress *progress = progress_start(options->progress, "reading", count);
#pragma omp parallel num_threads(options_threads(options, count, FILES_A_THREAD))
    {
        ExtractorState *states[LANGUAGE_COUNT] = {0};
#pragma omp for schedule(dynamic, 4)
        for (size_t i = 0; i < count; i++) {
            if (!extractors[tree->files[i].language]->by_unit) {
                out[i].image = facts_of_twin(tree, i, twin);
                out[i].shared = out[i].image;
                if (!out[i].image)
                    out[i].image = facts_of_file(tree, i, analysis->cache, states, &out[i].reason);
            }
            progress_step(progress);
        }
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            if (states[language])
                extractors[language]->close(states[language]);
    }
    progress_end(progress);
}

static void add_image(Images *images, const char *path, const Brought *brought, Diag *diag)
{
    Facts facts;
    images->paths[images->count] = path;
    images->shared[images->count] = brought->shared;
    images->images[images->count++] = brought->image;
    if (!brought->image && *brought->reason.text)
        diag_add(diag, DIAG_LOSS, path, 0, 0, "%s", brought->reason.text);
    if (!brought->image || !facts_open(&facts, brought->image, brought->image->size))
        return;
    for (uint32_t i = 1; i < facts.problems_count; i++)
        diag_add(diag, DIAG_WARNING, path, facts.problems[i].line, facts.problems[i].column, "%s",
                 facts_name(&facts, facts.problems[i].message));
}

/* Links the facts; nothing is solved yet. */
static Program *link_facts(const SourceTree *tree, const Images *images, Installed *installed, const Options *options)
{
    const char **roots = memory_zeroed(tree->named_count + 1, sizeof *roots); /* imports start there */
    memcpy(roots, tree->named, tree->named_count * sizeof *roots);
    bool *tests = memory_zeroed(images->count + 1, sizeof *tests);
    int threads = options_threads(options, images->count, FILES_A_THREAD);
#pragma omp parallel for num_threads(threads)
    for (size_t i = 0; i < images->count; i++)
        tests[i] = glob_list_matches(options->tests, images->paths[i], false);
    ProgramInput input = {.root = tree->root,
                          .roots = roots,
                          .markers = (const char *const *)tree->markers,
                          .marker_count = tree->marker_count,
                          .paths = images->paths,
                          .images = (const FactsHeader *const *)images->images,
                          .tests = tests,
                          .file_count = images->count,
                          .stub_count = images->stub_count,
                          .outside = installed ? installed_reader(installed) : (ModuleReader){0},
                          .threads = threads};
    Program *program = program_load(&input, options->catalog);
    free(tests);
    free(roots);
    return program;
}

static Images *images_new(size_t room)
{
    Images *images = memory_alloc(sizeof *images);
    *images = (Images){.paths = memory_zeroed(room, sizeof *images->paths),
                       .images = memory_zeroed(room, sizeof *images->images),
                       .shared = memory_zeroed(room, sizeof *images->shared)};
    return images;
}

static void images_free(Images *images)
{
    for (size_t i = 0; images && i < images->count + images->stub_count; i++)
        if (!images->shared[i])
            free(images->images[i]);
    if (images) {
        free(images->paths);
        free(images->images);
        free(images->shared);
    }
    free(images);
}

/* Reads all files. A file of C or C++ may be there several times, as often as it is compiled in another way; or not at
 * all, when it is a header that others include. */
static bool read_facts(Analysis *analysis, const Analysis *twin, const Options *options, Diag *diag)
{
    const SourceTree *tree = analysis->tree;
    Units units;
    if (!units_read(&units, tree, analysis->cache, options, diag))
        return false;
    size_t count = tree->file_count + tree->stub_count;
    Brought *brought = memory_zeroed(count + 1, sizeof *brought);
    extract_all(analysis, twin, options, brought);
    analysis->images = images_new(count + units.count + 1);
    for (size_t i = 0, unit = 0; i < tree->file_count; i++) {
        if (!extractors[tree->files[i].language]->by_unit)
            add_image(analysis->images, tree->files[i].path, &brought[i], diag);
        for (; unit < units.count && units.list[unit].file == i; unit++)
            add_image(analysis->images, tree->files[i].path, &(Brought){.image = units.list[unit].image}, diag);
    }
    for (size_t i = tree->file_count; i < count; i++)
        add_image(analysis->images, tree->files[i].path, &brought[i], diag);
    analysis->images->stub_count = tree->stub_count;
    analysis->images->count -= tree->stub_count;
    free(units.list);
    free(brought);
    return true;
}

bool analysis_read(Analysis *analysis, const Analysis *twin, const Options *options, Diag *diag)
{
    SourceQuery query = options_query(options);
    *analysis = (Analysis){.tree = source_open(&query, diag)};
    if (!analysis->tree)
        return false;
    if (!analysis->tree->file_count && !query.may_lack)
        diag_add(diag, DIAG_WARNING, NULL, 0, 0, "there is no source file of a known language to read");
    analysis->cache = options->cache ? cache_open(options->cache) : NULL;
    if (options->cache && !analysis->cache)
        diag_add(diag, options->cache_named ? DIAG_WARNING : DIAG_NOTE, options->cache, 0, 0,
                 "cannot be used as a cache: %s", strerror(errno));
    return read_facts(analysis, twin, options, diag);
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

/* One thread solves the program; what of the graph does not depend on that keeps another one busy meanwhile. */
static GraphDraft *solve(Program *program, const Options *options, const BuildOptions *build)
{
    GraphDraft *draft = NULL;
#pragma omp parallel num_threads(build->threads > 1 ? 2 : 1)
#pragma omp master
    {
#pragma omp task shared(draft)
        draft = graph_draft(program, options->catalog, build);
        program_solve(program);
    }
    return draft;
}

/* Makes program and graph of the facts. */
static void link_tree(Analysis *analysis, bool flow, const Options *options, Diag *diag)
{
    BuildOptions build = {.threads = options_threads(options, analysis->images->count, FILES_A_THREAD),
                          .bodies = options->verb->traits & (VERB_GRAPHS | VERB_DIFFS)};
    analysis->installed = installed_open(options, analysis->cache);
    analysis->program = link_facts(analysis->tree, analysis->images, analysis->installed, options);
    GraphDraft *draft = solve(analysis->program, options, &build);
    if (!flow)
        program_forget_flow(analysis->program);
    analysis->graph = graph_build(draft);
    mark_launches(analysis, options);
    installed_report(analysis->installed, diag);
    if (program_widened(analysis->program))
        diag_add(diag, DIAG_NOTE, NULL, 0, 0, "%zu values may be too many things; they count as unknown",
                 program_widened(analysis->program));
}

static bool open_keeping(Analysis *analysis, bool flow, const Options *options, Diag *diag)
{
    if (!analysis_read(analysis, NULL, options, diag))
        return false;
    link_tree(analysis, flow, options, diag);
    return true;
}

bool analysis_open(Analysis *analysis, const Options *options, Diag *diag)
{
    return open_keeping(analysis, true, options, diag);
}

void analysis_link(Analysis *analysis, const Options *options, Diag *diag)
{
    link_tree(analysis, true, options, diag);
}

void analysis_close(Analysis *analysis)
{
    graph_free(analysis->graph);
    program_free(analysis->program);
    images_free(analysis->images);
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
