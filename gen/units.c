#include "units.h"

#include "../extractors/memory.h"
#include "progress.h"
#include "source/plan.h"
#include "source/snapshot.h"
#include "source/unit_cache.h"
#include "worker.h"
#include "../extractors/clang/flags.h"
#include "../extractors/clang/wire.h"
#include "../extractors/extractor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What became of a planned unit. */
typedef struct {
    UnitFacts facts; /* no image: see reason */
    char reason[160];
} Outcome;

typedef struct {
    const SourceTree *tree;
    Plan *plan;
    UnitCache *cache; /* or NULL */
    const Options *options;
    WorkerLimits limits;
    Outcome *outcomes; /* by number of the unit */
    bool *seen;        /* by file: a unit has read it */
} Reading;

/* Makes the paths of files of the tree relative to its root. */
static void take_answer(const char *root, const WorkerAnswer *answer, UnitFacts *out)
{
    size_t length = strlen(root);
    const char *end = answer->inputs + answer->inputs_size;
    char *to = answer->inputs;
    for (const char *at = answer->inputs, *next; at < end; at = next) {
        const char *path = at + sizeof(WireInput);
        bool ours = strncmp(path, root, length) == 0 && path[length] == '/';
        const char *kept = ours ? path + length + 1 : path;
        size_t size = strlen(kept) + 1;
        next = kept + size;
        memmove(to, at, sizeof(WireInput));
        memmove(to + sizeof(WireInput), kept, size);
        to += sizeof(WireInput) + size;
    }
    *out = (UnitFacts){answer->image, answer->inputs, (size_t)(to - answer->inputs)};
}

static void read_unit(Reading *reading, Worker *worker, size_t index)
{
    const PlannedUnit *planned = &reading->plan->units[index];
    Outcome *outcome = &reading->outcomes[index];
    WorkerAnswer answer;
    if (reading->cache && unit_cache_get(reading->cache, planned, &outcome->facts))
        return;
    char *path = memory_format("%s/%s", reading->plan->root, reading->tree->files[planned->file].path);
    WorkerUnit unit = {.root = reading->plan->root,
                       .path = path,
                       .directory = reading->plan->root,
                       .arguments = planned->arguments,
                       .argument_count = planned->argument_count};
    if (worker_ask(worker, &unit, &answer, outcome->reason, sizeof outcome->reason)) {
        take_answer(reading->plan->root, &answer, &outcome->facts);
        if (reading->cache)
            unit_cache_put(reading->cache, planned, &outcome->facts);
    }
    free(path);
}

/* Reads the units from `first` on. */
static void read_from(Reading *reading, size_t first)
{
    size_t count = reading->plan->count;
    const Options *options = reading->options;
    reading->outcomes = memory_resize(reading->outcomes, (count + 1) * sizeof *reading->outcomes);
    memset(reading->outcomes + first, 0, (count + 1 - first) * sizeof *reading->outcomes);
    Progress *progress = progress_start(options->progress, "reading C and C++", count - first);
#pragma omp parallel num_threads(options_threads(options, count - first, 1))
    {
        Worker *worker = worker_new(&reading->limits);
#pragma omp for schedule(dynamic, 1)
        for (size_t i = first; i < count; i++) {
            read_unit(reading, worker, i);
            progress_step(progress);
        }
        worker_free(worker);
    }
    progress_end(progress);
}

/* Marks the files of the tree that units have read. */
static void mark_seen(Reading *reading)
{
    for (size_t i = 0; i < reading->plan->count; i++) {
        const UnitFacts *facts = &reading->outcomes[i].facts;
        const char *end = facts->inputs + facts->inputs_size;
        reading->seen[reading->plan->units[i].file] = true;
        for (const char *at = facts->inputs; at < end;) {
            const char *path = at + sizeof(WireInput);
            size_t file = *path == '/' ? reading->tree->file_count : source_find(reading->tree, path);
            if (file < reading->tree->file_count)
                reading->seen[file] = true;
            at = path + strlen(path) + 1;
        }
    }
}

/* Notes what units have read; some of it lies outside of the tree, or has no known ending. */
static void note_inputs(const Reading *reading)
{
    static const unsigned char nothing[WIRE_DIGEST];
    Inputs *inputs = reading->options->inputs;
    if (inputs && reading->plan->database)
        inputs_add(inputs, reading->plan->database);
    for (size_t i = 0; inputs && i < reading->plan->count; i++) {
        const UnitFacts *facts = &reading->outcomes[i].facts;
        const char *end = facts->inputs + facts->inputs_size;
        for (const char *at = facts->inputs; at < end;) {
            const char *path = at + sizeof(WireInput);
            char *full_path = memory_format("%s/%s", *path == '/' ? "" : reading->tree->root, path);
            if (memcmp(at, nothing, WIRE_DIGEST) != 0) /* it is there */
                inputs_add(inputs, full_path);
            free(full_path);
            at = path + strlen(path) + 1;
        }
    }
}

static void report(const Reading *reading, Diag *diag)
{
    for (size_t i = 0; i < reading->plan->count; i++) {
        const Outcome *outcome = &reading->outcomes[i];
        const char *path = reading->tree->files[reading->plan->units[i].file].path;
        if (!outcome->facts.image)
            diag_add(diag, DIAG_LOSS, path, 0, 0, "%s", outcome->reason);
    }
}

static int compare_units(const void *left, const void *right)
{
    const Unit *a = left, *b = right;
    return a->file < b->file ? -1 : a->file > b->file;
}

/* Hands the images over, those of headers between the others. */
static void publish(Reading *reading, Units *units)
{
    units->count = reading->plan->count;
    units->list = memory_zeroed(units->count + 1, sizeof *units->list);
    for (size_t i = 0; i < units->count; i++) {
        units->list[i] = (Unit){reading->plan->units[i].file, reading->outcomes[i].facts.image};
        free(reading->outcomes[i].facts.inputs);
    }
    qsort(units->list, units->count, sizeof *units->list, compare_units);
}

/* A unit a line, for tests/bench: its main file and its arguments, with tabs between them. */
static void dump(const Reading *reading)
{
    for (size_t i = 0; i < reading->plan->count; i++) {
        const PlannedUnit *unit = &reading->plan->units[i];
        printf("%s/%s", reading->plan->root, reading->tree->files[unit->file].path);
        for (size_t j = 0; j < unit->argument_count; j++)
            printf("\t%s", unit->arguments[j]);
        putchar('\n');
    }
}

static bool has_units(const SourceTree *tree)
{
    for (size_t i = 0; i < tree->file_count; i++)
        if (extractors[tree->files[i].language]->by_unit)
            return true;
    return false;
}

bool units_read(Units *units, const SourceTree *tree, Cache *cache, const Options *options, Diag *diag)
{
    Reading reading = {.tree = tree, .options = options, .limits = {.seconds = options->unit_seconds, .files = -1}};
    *units = (Units){0};
    if (!has_units(tree))
        return true;
    const char *root = options->revision ? SNAPSHOT_ROOT : tree->root;
    reading.plan = plan_new(tree, root, options->compile_commands, diag);
    if (!reading.plan || (reading.limits.files = snapshot_write(tree, diag)) < 0) {
        plan_free(reading.plan);
        return false;
    }
    reading.cache = cache ? unit_cache_new(cache, reading.plan) : NULL;
    reading.seen = memory_zeroed(tree->file_count + 1, sizeof *reading.seen);
    read_from(&reading, 0);
    mark_seen(&reading);
    size_t sources = reading.plan->count;
    plan_headers(reading.plan, reading.seen);
    read_from(&reading, sources);
    note_inputs(&reading);
    report(&reading, diag);
    if (options->dump_units)
        dump(&reading);
    publish(&reading, units);
    free(reading.outcomes);
    free(reading.seen);
    unit_cache_free(reading.cache);
    close(reading.limits.files);
    plan_free(reading.plan);
    return true;
}
